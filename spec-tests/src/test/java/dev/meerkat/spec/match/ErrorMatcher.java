package dev.meerkat.spec.match;

import com.mongodb.ClientBulkWriteException;
import com.mongodb.MongoOperationTimeoutException;
import dev.meerkat.spec.format.Unsupported;
import java.util.Locale;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;

/** What a case expects of an error. */
public final class ErrorMatcher {

    private final ValueMatcher values;

    public ErrorMatcher(ValueMatcher values) {
        this.values = values;
    }

    /**
     * Throws where it doesn't match.
     *
     * @param partial what had been done when the error came, as a value
     */
    public void match(BsonDocument expected, Failure failure, BsonValue partial, String where) {
        expected.forEach((aspect, value) -> match(aspect, value, failure, partial, where + "." + aspect));
    }

    private void match(String aspect, BsonValue expected, Failure failure, BsonValue partial, String where) {
        switch (aspect) {
            case "isError" -> {}
            case "isClientError" ->
                require(failure.isOfClient() == expected.asBoolean().getValue(), expected, failure, where);
            case "isTimeoutError" ->
                require(
                        failure.thrown() instanceof MongoOperationTimeoutException
                                == expected.asBoolean().getValue(),
                        expected,
                        failure,
                        where);
            case "errorContains" ->
                require(
                        String.valueOf(failure.thrown().getMessage())
                                .toLowerCase(Locale.ROOT)
                                .contains(expected.asString().getValue().toLowerCase(Locale.ROOT)),
                        expected,
                        failure,
                        where);
            case "errorCode" -> {
                Integer code = failure.code();
                require(code != null && code == expected.asNumber().intValue(), expected, failure, where);
            }
            case "errorCodeName" ->
                require(failure.codeName().equals(expected.asString().getValue()), expected, failure, where);
            case "errorLabelsContain" ->
                expected.asArray()
                        .forEach(label -> require(
                                failure.labels().contains(label.asString().getValue()), label, failure, where));
            case "errorLabelsOmit" ->
                expected.asArray()
                        .forEach(label -> require(
                                !failure.labels().contains(label.asString().getValue()), label, failure, where));
            case "errorResponse" -> values.match(expected, failure.response(), where);
            case "expectResult" -> values.match(expected, partial, where);
            case "writeErrors" -> matchWriteErrors(expected.asDocument(), failure, where);
            case "writeConcernErrors" -> matchConcernErrors(expected.asArray(), failure, where);
            default -> throw new Unsupported("runner doesn't know what " + aspect + " says of an error");
        }
    }

    private void matchWriteErrors(BsonDocument expected, Failure failure, String where) {
        BsonDocument actual = new BsonDocument();
        bulk(failure, where)
                .getWriteErrors()
                .forEach((index, error) -> actual.append(
                        String.valueOf(index),
                        new BsonDocument("code", new BsonInt32(error.getCode()))
                                .append("message", new BsonString(error.getMessage()))
                                .append("details", error.getDetails())));
        require(actual.size() == expected.size(), expected, failure, where);
        for (Map.Entry<String, BsonValue> error : expected.entrySet()) {
            values.match(error.getValue(), actual.get(error.getKey()), where + "." + error.getKey());
        }
    }

    private void matchConcernErrors(org.bson.BsonArray expected, Failure failure, String where) {
        org.bson.BsonArray actual = new org.bson.BsonArray();
        bulk(failure, where)
                .getWriteConcernErrors()
                .forEach(error -> actual.add(new BsonDocument("code", new BsonInt32(error.getCode()))
                        .append("message", new BsonString(error.getMessage()))
                        .append("details", error.getDetails())));
        values.matchDocuments(expected, actual, where);
    }

    private static ClientBulkWriteException bulk(Failure failure, String where) {
        if (failure.thrown() instanceof ClientBulkWriteException bulk) {
            return bulk;
        }
        throw new Mismatch(where + ": expected errors of single writes, got " + failure.summary());
    }

    private static void require(boolean holds, BsonValue expected, Failure failure, String where) {
        if (!holds) {
            throw new Mismatch(where + ": expected " + ValueMatcher.text(expected) + ", got " + failure.summary());
        }
    }
}
