package dev.meerkat.proxy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.jspecify.annotations.Nullable;

/** The {@code $match} stages that a pipeline begins with: they choose the documents that all else is made of. */
final class LeadingMatches {

    private LeadingMatches() {}

    /** The fields that they look at; null where they are unknown, there is no such stage, or a later one reads more. */
    static @Nullable Set<String> paths(List<BsonDocument> pipeline) {
        List<BsonDocument> leading = of(pipeline);
        LookedAt lookedAt = new LookedAt();
        leading.forEach(stage -> lookedAt.filter(stage.get("$match")));
        return leading.isEmpty() || !pipeline.stream().allMatch(Pipelines::readsOnlyWhatComes)
                ? null
                : lookedAt.paths();
    }

    /** A pipeline that gives the {@code _id}s of the documents that these choose, or so many of them. */
    static List<BsonDocument> ids(List<BsonDocument> pipeline, int most) {
        List<BsonDocument> stages = new ArrayList<>(of(pipeline));
        stages.add(new BsonDocument("$limit", new BsonInt32(most)));
        stages.add(new BsonDocument("$project", new BsonDocument("_id", new BsonInt32(1))));
        return stages;
    }

    private static List<BsonDocument> of(List<BsonDocument> pipeline) {
        return pipeline.stream()
                .takeWhile(stage -> Objects.equals(stage.getFirstKey(), "$match"))
                .toList();
    }
}
