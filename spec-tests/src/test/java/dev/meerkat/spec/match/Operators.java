package dev.meerkat.spec.match;

import dev.meerkat.spec.format.Unsupported;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/** The patterns whose one field begins with two dollar signs. */
final class Operators {

    private static final List<String> NUMBERS = List.of("int", "long", "double", "decimal");

    private final ValueMatcher values;
    private final ValueMatcher.KnownValues known;

    Operators(ValueMatcher values, ValueMatcher.KnownValues known) {
        this.values = values;
        this.known = known;
    }

    static boolean isOperator(BsonValue expected) {
        return expected instanceof BsonDocument document
                && document.size() == 1
                && document.getFirstKey().startsWith("$$");
    }

    void apply(BsonDocument operator, @Nullable BsonValue actual, boolean root, String where) {
        String name = operator.getFirstKey();
        BsonValue argument = Objects.requireNonNull(operator.get(name));
        switch (name) {
            case "$$exists" -> require((actual != null) == argument.asBoolean().getValue(), operator, actual, where);
            case "$$unsetOrMatches" -> {
                if (actual != null) {
                    values.match(argument, actual, root, where);
                }
            }
            case "$$type" -> require(actual != null && isOfType(argument, actual), operator, actual, where);
            case "$$matchesEntity" ->
                values.match(known.value(argument.asString().getValue()), actual, root, where);
            case "$$matchesHexBytes" ->
                require(
                        actual != null
                                && actual.isBinary()
                                && HexFormat.of()
                                        .formatHex(actual.asBinary().getData())
                                        .equals(argument.asString().getValue().toLowerCase(Locale.ROOT)),
                        operator,
                        actual,
                        where);
            case "$$sessionLsid" ->
                values.match(known.sessionId(argument.asString().getValue()), actual, false, where);
            case "$$lte" ->
                require(
                        actual != null
                                && actual.isNumber()
                                && actual.asNumber().doubleValue()
                                        <= argument.asNumber().doubleValue(),
                        operator,
                        actual,
                        where);
            case "$$matchAsDocument" -> {
                require(actual != null && actual.isString(), operator, actual, where);
                String json = Objects.requireNonNull(actual).asString().getValue();
                values.match(argument, BsonDocument.parse(json), false, where);
            }
            case "$$matchAsRoot" -> values.match(argument, actual, true, where);
            default -> throw new Unsupported("runner doesn't know operator " + name);
        }
    }

    private static boolean isOfType(BsonValue types, BsonValue actual) {
        return types.isArray()
                ? types.asArray().stream()
                        .anyMatch(type -> isOfType(type.asString().getValue(), actual))
                : isOfType(types.asString().getValue(), actual);
    }

    private static boolean isOfType(String type, BsonValue actual) {
        String name = nameOf(actual);
        return type.equals(name) || (type.equals("number") && NUMBERS.contains(name));
    }

    private static String nameOf(BsonValue value) {
        return switch (value.getBsonType()) {
            case DOUBLE -> "double";
            case STRING -> "string";
            case DOCUMENT -> "object";
            case ARRAY -> "array";
            case BINARY -> "binData";
            case UNDEFINED -> "undefined";
            case OBJECT_ID -> "objectId";
            case BOOLEAN -> "bool";
            case DATE_TIME -> "date";
            case NULL -> "null";
            case REGULAR_EXPRESSION -> "regex";
            case DB_POINTER -> "dbPointer";
            case JAVASCRIPT -> "javascript";
            case SYMBOL -> "symbol";
            case JAVASCRIPT_WITH_SCOPE -> "javascriptWithScope";
            case INT32 -> "int";
            case TIMESTAMP -> "timestamp";
            case INT64 -> "long";
            case DECIMAL128 -> "decimal";
            case MIN_KEY -> "minKey";
            case MAX_KEY -> "maxKey";
            case END_OF_DOCUMENT -> throw new IllegalArgumentException("not a value");
        };
    }

    private static void require(boolean holds, BsonDocument expected, @Nullable BsonValue actual, String where) {
        if (!holds) {
            throw new Mismatch(where + ": expected " + expected.toJson() + ", got " + ValueMatcher.text(actual));
        }
    }
}
