package dev.meerkat.spec.run;

import com.mongodb.MongoNamespace;
import com.mongodb.client.MongoCollection;
import dev.meerkat.cache.BypassReason;
import dev.meerkat.cache.CacheStatistics;
import dev.meerkat.cache.Outcome;
import dev.meerkat.spec.match.Mismatch;
import dev.meerkat.spec.operation.Operations;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;

/**
 * Does a read a second time, and says where the answer came from. A read that the cache may keep has to be a hit. Which read
 * that is, is judged here by what the case asks for, and not by what the cache says about itself: it may pass a read by for
 * no other reason than one that the case shows.
 */
final class SecondReads {

    private static final int TRIES = 400;
    private static final Set<String> NEVER_CACHED =
            Set.of("estimatedDocumentCount", "runCommand", "mapReduce", "listCollections", "listIndexes");

    private final Lane lane;
    private final Map<String, Integer> bypasses = new TreeMap<>();
    private int hits;

    SecondReads(Lane lane) {
        this.lane = lane;
    }

    int hits() {
        return hits;
    }

    Map<String, Integer> bypasses() {
        return bypasses;
    }

    /** What was decided while something was done. */
    private record Decisions(Map<BypassReason, Long> bypasses, long hits, long misses) {

        static Decisions between(CacheStatistics before, CacheStatistics after) {
            Map<BypassReason, Long> bypasses = new TreeMap<>();
            after.bypasses().forEach((reason, count) -> {
                long more = count - before.bypasses().getOrDefault(reason, 0L);
                if (more > 0) {
                    bypasses.put(reason, more);
                }
            });
            return new Decisions(
                    bypasses,
                    from(after, Outcome.Tier.NEAR, Outcome.Tier.SHARED)
                            - from(before, Outcome.Tier.NEAR, Outcome.Tier.SHARED),
                    from(after, Outcome.Tier.FILLED, Outcome.Tier.JOINED)
                            - from(before, Outcome.Tier.FILLED, Outcome.Tier.JOINED));
        }

        private static long from(CacheStatistics statistics, Outcome.Tier one, Outcome.Tier other) {
            return statistics.from(one) + statistics.from(other);
        }
    }

    /** The counts before the first time. */
    CacheStatistics begin() {
        lane.awaitServing();
        return lane.meerkat().statistics();
    }

    /**
     * Does it again.
     *
     * @param target what it is done on
     * @param begin the counts before the first time
     * @throws Mismatch where it should have been a hit and was not
     */
    Attempt again(BsonDocument operation, Object target, Operations.Call call, CacheStatistics begin) {
        CacheStatistics between = lane.meerkat().statistics();
        Attempt second = Attempt.of(call);
        CacheStatistics after = lane.meerkat().statistics();
        Decisions first = Decisions.between(begin, between);
        for (int i = 0; i < TRIES && (isPassing(first, target) || isPassing(between, after, target)); i++) {
            CacheStatistics anew = begin();
            Attempt.of(call);
            between = lane.meerkat().statistics();
            second = Attempt.of(call);
            after = lane.meerkat().statistics();
            first = Decisions.between(anew, between);
        }
        if (second.failure() == null) {
            judge(operation, target, Decisions.between(between, after));
        }
        return second;
    }

    private boolean isPassing(CacheStatistics before, CacheStatistics after, Object target) {
        return isPassing(Decisions.between(before, after), target);
    }

    /** Whether it went past the cache because of a state that ends by itself: a busy machine, or what was just not there. */
    private boolean isPassing(Decisions decisions, Object target) {
        return decisions.bypasses().containsKey(BypassReason.GATE_SHUT)
                || (decisions.bypasses().containsKey(BypassReason.NAMESPACE) && isPlainCollection(target));
    }

    private void judge(BsonDocument operation, Object target, Decisions decisions) {
        String name = operation.getString("name").getValue();
        decisions.bypasses().forEach((reason, count) -> {
            if (!isExplained(reason, operation, target)) {
                throw new Mismatch("the second " + name + " was no hit, but passed by: " + reason);
            }
            bypasses.merge(reason.name(), count.intValue(), Integer::sum);
        });
        if (decisions.misses() > 0) {
            throw new Mismatch("the second " + name + " was no hit: MongoDB was read again");
        }
        hits += (int) decisions.hits();
        if (decisions.hits() == 0 && decisions.bypasses().isEmpty()) {
            if (target instanceof MongoCollection && !NEVER_CACHED.contains(name)) {
                throw new Mismatch("the second " + name + " was no hit: the cache was not asked");
            }
            bypasses.merge("not of documents: " + name, 1, Integer::sum);
        }
    }

    private boolean isExplained(BypassReason reason, BsonDocument operation, Object target) {
        BsonDocument arguments = operation.getDocument("arguments", new BsonDocument());
        String name = operation.getString("name").getValue();
        String text = arguments.toJson().toLowerCase(Locale.ROOT);
        return switch (reason) {
            case SESSION -> arguments.containsKey("session");
            case OPERATION -> !(target instanceof MongoCollection) || NEVER_CACHED.contains(name);
            case QUERY ->
                text.contains("$$now")
                        || text.contains("$rand")
                        || text.contains("$sample")
                        || text.contains("$where")
                        || text.contains("$text")
                        || text.contains("$search")
                        || text.contains("$function")
                        || text.contains("$currentop")
                        || text.contains("$listlocalsessions")
                        || text.contains("$collstats")
                        || text.contains("$indexstats")
                        || arguments.containsKey("returnKey")
                        || arguments.containsKey("showRecordId")
                        || arguments.containsKey("allowPartialResults");
            case READ_CONCERN ->
                target instanceof MongoCollection<?> collection
                        && ("linearizable".equals(level(collection)) || "snapshot".equals(level(collection)));
            case HINT -> arguments.containsKey("hint") || arguments.containsKey("min") || arguments.containsKey("max");
            case TAILABLE -> text.contains("tailable");
            case NAMESPACE -> !isPlainCollection(target);
            default -> false;
        };
    }

    private static String level(MongoCollection<?> collection) {
        return collection.getReadConcern().getLevel() == null
                ? ""
                : collection.getReadConcern().getLevel().getValue();
    }

    /** Whether the server says that it is a collection like any other. */
    private boolean isPlainCollection(Object target) {
        if (!(target instanceof MongoCollection<?> collection)) {
            return false;
        }
        MongoNamespace namespace = collection.getNamespace();
        return lane
                .internal()
                .getDatabase(namespace.getDatabaseName())
                .listCollections(BsonDocument.class)
                .into(new ArrayList<>())
                .stream()
                .anyMatch(info -> info.getString("name").getValue().equals(namespace.getCollectionName())
                        && info.getString("type", new BsonString("collection"))
                                .getValue()
                                .equals("collection")
                        && !info.getDocument("options", new BsonDocument())
                                .getBoolean("capped", BsonBoolean.FALSE)
                                .getValue());
    }
}
