package dev.meerkat.simulation;

import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.log.LogRecord;
import dev.meerkat.cache.spi.ChangeStreams;
import dev.meerkat.cache.spi.ClusterClock;
import dev.meerkat.cache.spi.EventSource;
import dev.meerkat.cache.spi.PortException;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;

/** How the mutants see change events and the log's records. */
final class Flaws {

    private Flaws() {}

    static RecordLens lens(Mutant mutant) {
        if (mutant.has(Flaw.NO_FLOOR_ON_HOLE)) {
            return RecordLens.changing(record -> with(record, ClusterTime.NONE, record.reset()));
        } else if (mutant.has(Flaw.CONTINUITY_NOT_STRICT)) {
            return RecordLens.changing(
                    record -> with(record, Math.max(0, record.previousWatermark() - 1), record.reset()));
        } else if (mutant.has(Flaw.NO_RESET)) {
            return RecordLens.changing(record -> with(record, record.previousWatermark(), ClusterTime.NONE));
        }
        return RecordLens.clear();
    }

    static UnaryOperator<BsonDocument> events(Mutant mutant) {
        if (mutant.has(Flaw.INSERT_RAISES_QUERIES_ONLY)) {
            return event -> isOfType(event, "insert")
                    ? event.clone().append("documentKey", new BsonDocument("_id", new BsonString("of nobody")))
                    : event;
        } else if (mutant.has(Flaw.RENAME_RAISES_OLD_NAME_ONLY)) {
            return event -> isOfType(event, "rename") ? event.clone().append("to", event.get("ns")) : event;
        } else if (mutant.has(Flaw.REMOVED_FIELDS_NOT_TOLD)) {
            return event -> without(event, Events.REMOVED);
        }
        return Map.of(
                        Flaw.INSERT_RAISES_NO_MEMBERS, "insert",
                        Flaw.DELETE_RAISES_NO_MEMBERS, "delete",
                        Flaw.REPLACEMENT_RAISES_NO_MEMBERS, "replace",
                        Flaw.UPDATE_RAISES_NO_FIELDS, "update")
                .entrySet()
                .stream()
                .filter(flaw -> mutant.has(flaw.getKey()))
                .findFirst()
                .map(flaw -> touchingNothing(flaw.getValue()))
                .orElse(UnaryOperator.identity());
    }

    /** Takes events of this type for updates of a field that nobody looks at. */
    private static UnaryOperator<BsonDocument> touchingNothing(String type) {
        return event -> isOfType(event, type)
                ? without(without(event, Events.REMOVED), Events.TRUNCATED)
                        .append("operationType", new BsonString("update"))
                        .append(
                                Events.UPDATED,
                                new BsonArray(Fields.NONE_OF_THEM.stream()
                                        .map(BsonString::new)
                                        .toList()))
                : event;
    }

    private static BsonDocument without(BsonDocument event, String field) {
        BsonDocument rest = event.clone();
        rest.remove(field);
        return rest;
    }

    private static boolean isOfType(BsonDocument event, String type) {
        return event.getString("operationType").getValue().equals(type);
    }

    /** The stream of a process that watches for itself. */
    static EventSource own(Mutant mutant, EventSource source, ClusterClock clock) {
        return mutant.has(Flaw.OWN_STREAM_FROM_NOW) ? new FromNow(source, clock) : source;
    }

    /** The streams that a process may open. */
    static ChangeStreams streams(Mutant mutant, ChangeStreams streams, ClusterClock clock) {
        return mutant.has(Flaw.DATABASE_FROM_NOW) ? new DatabasesFromNow(streams, clock) : streams;
    }

    private record DatabasesFromNow(ChangeStreams streams, ClusterClock clock) implements ChangeStreams {

        @Override
        public EventSource ofCluster() {
            return streams.ofCluster();
        }

        @Override
        public EventSource ofDatabase(String name, Duration maxAwait) {
            return new FromNow(streams.ofDatabase(name, maxAwait), clock);
        }
    }

    /** The stream of a process that watches for all. */
    static EventSource shared(Mutant mutant, EventSource source) {
        return mutant.has(Flaw.EVENTS_ABOVE_WATERMARK) ? new Lagging(source) : source;
    }

    /** Each batch has the watermark of the one before. */
    private record Lagging(EventSource source) implements EventSource {

        @Override
        public Cursor resumeAfter(BsonDocument token) throws PortException {
            return new LaggingCursor(source.resumeAfter(token));
        }

        @Override
        public Cursor startAt(long clusterTime) throws PortException {
            return new LaggingCursor(source.startAt(clusterTime));
        }
    }

    private record FromNow(EventSource source, ClusterClock clock) implements EventSource {

        @Override
        public Cursor resumeAfter(BsonDocument token) throws PortException {
            return source.resumeAfter(token);
        }

        @Override
        public Cursor startAt(long clusterTime) throws PortException {
            return source.startAt(clock.note(Settings.BOUND));
        }
    }

    private static LogRecord with(LogRecord record, long previousWatermark, long reset) {
        return new LogRecord(
                record.id(),
                record.previous(),
                previousWatermark,
                record.watermark(),
                reset,
                record.coverage(),
                record.invalidations());
    }
}
