package dev.meerkat.embedded.golden;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Compares an answer with the recorded one. Of what differs from run to run only the type is compared, of messages only
 * that there is one; in events the order of fields doesn't matter, nor that of the drops that a dropDatabase makes. All
 * else must be equal, the order of fields too. Where one answer is an error and the other isn't, or lists differ in
 * length, that is one difference.
 */
final class Comparison {

    private static final Pattern TEMPORARY = Pattern.compile("tmp\\.agg_out\\.\\w+");

    /** Fields that versions after the recorded one add to answers. */
    private static final Set<String> NEWER = Set.of(
            "wallTime",
            "collectionUUID",
            "truncatedArrays",
            "disambiguatedPaths",
            "topologyVersion",
            "helloOk",
            "isWritablePrimary",
            "nShards");

    private final boolean newerServer;

    /** @param newerServer whether the server reports a later wire version than the recorded one */
    Comparison(boolean newerServer) {
        this.newerServer = newerServer;
    }

    List<Difference> compare(Step step, BsonDocument expected, BsonDocument got) {
        List<Difference> differences = new ArrayList<>();
        Place whole = new Place(step, "", differences);
        if (Objects.equals(expected.get("ok"), got.get("ok"))) {
            documents(whole, expected, got, true);
        } else {
            whole.differs(expected, got);
        }
        return differences;
    }

    private record Place(Step step, String pointer, List<Difference> differences) {
        Place at(String field) {
            return new Place(step, pointer + "/" + field.replace("~", "~0").replace("/", "~1"), differences);
        }

        void differs(@Nullable BsonValue expected, @Nullable BsonValue got) {
            differences.add(new Difference(step, pointer, expected, got));
        }
    }

    private void values(Place place, BsonValue expected, BsonValue got, boolean ordered) {
        if (expected instanceof BsonDocument document && document.containsKey("$volatile")) {
            if (!Volatile.matches(document.getString("$volatile").getValue(), got)) {
                place.differs(expected, got);
            }
        } else if (expected instanceof BsonDocument document && got instanceof BsonDocument other) {
            documents(place, document, other, ordered && !document.containsKey("operationType"));
        } else if (expected instanceof BsonArray array && got instanceof BsonArray other) {
            arrays(place, array, other, ordered);
        } else if (!expected.equals(plain(got))) {
            place.differs(expected, got);
        }
    }

    private static BsonValue plain(BsonValue got) {
        return got instanceof BsonString string
                ? new BsonString(TEMPORARY.matcher(string.getValue()).replaceAll("tmp.agg_out.N"))
                : got;
    }

    private void documents(Place place, BsonDocument expected, BsonDocument got, boolean ordered) {
        BsonDocument known = new BsonDocument();
        got.forEach((name, value) -> {
            if (!newerServer || !NEWER.contains(name) || expected.containsKey(name)) {
                known.append(name, value);
            }
        });
        int before = place.differences.size();
        for (Map.Entry<String, BsonValue> field : expected.entrySet()) {
            Place inner = place.at(field.getKey());
            BsonValue value = known.get(field.getKey());
            if (value == null) {
                inner.differs(field.getValue(), null);
            } else if (!(field.getKey().equals("errmsg") && value.isString())) {
                values(inner, field.getValue(), value, ordered);
            }
        }
        known.forEach((name, value) -> {
            if (!expected.containsKey(name)) {
                place.at(name).differs(null, value);
            }
        });
        boolean sameFields = place.differences.size() == before;
        if (ordered && sameFields && !List.copyOf(expected.keySet()).equals(List.copyOf(known.keySet()))) {
            place.differs(names(expected), names(known));
        }
    }

    private static BsonArray names(BsonDocument document) {
        return new BsonArray(document.keySet().stream().map(BsonString::new).toList());
    }

    private void arrays(Place place, BsonArray expected, BsonArray got, boolean ordered) {
        List<BsonValue> wanted = DropOrder.sorted(expected);
        List<BsonValue> given = DropOrder.sorted(got);
        if (wanted.size() != given.size()) {
            place.differs(expected, got);
            return;
        }
        for (int i = 0; i < wanted.size(); i++) {
            values(place.at(Integer.toString(i)), wanted.get(i), given.get(i), ordered);
        }
    }
}
