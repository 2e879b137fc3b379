package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Set;

/** What holds for stages wherever they stand: whether MongoDB 4.2 knows them, and at which read concern they write. */
final class StageRules {

    private static final Set<String> KNOWN = Set.of(
            "$addFields",
            "$bucket",
            "$bucketAuto",
            "$changeStream",
            "$collStats",
            "$count",
            "$currentOp",
            "$facet",
            "$geoNear",
            "$graphLookup",
            "$group",
            "$indexStats",
            "$limit",
            "$listLocalSessions",
            "$listSessions",
            "$lookup",
            "$match",
            "$merge",
            "$out",
            "$planCacheStats",
            "$project",
            "$redact",
            "$replaceRoot",
            "$replaceWith",
            "$sample",
            "$set",
            "$skip",
            "$sort",
            "$sortByCount",
            "$unionWith",
            "$unset",
            "$unwind");

    private StageRules() {}

    /** Throws where there is no such stage. */
    static void requireKnown(String name) {
        if (!KNOWN.contains(name)) {
            throw CommandException.location(40324, "Unrecognized pipeline stage name: '" + name + "'");
        }
    }

    /** Throws where a stage writes, and the pipeline is to be read linearizably. */
    static void checkReadConcern(List<Document> stages, Document readConcern) {
        if ("linearizable".equals(readConcern.get("level"))) {
            for (Document stage : stages) {
                if (stage.containsKey("$out") || stage.containsKey("$merge")) {
                    throw CommandException.of(
                            72,
                            "InvalidOptions",
                            stage.keySet().iterator().next()
                                    + " cannot be used with a 'linearizable' read concern level");
                }
            }
        }
    }
}
