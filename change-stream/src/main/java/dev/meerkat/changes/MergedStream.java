package dev.meerkat.changes;

import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.spi.EventSource.Batch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * Makes one stream of several databases' streams: the same as the cluster's would be, without the others' events. Does no
 * I/O; not thread-safe.
 *
 * <p>The watermark is the least that any of the streams has reached. Events are held back until it has come to them, and
 * handed out in the order of their times. So whatever was handed out is at or below the watermark that went with it, which is
 * what makes a floor of it where records are lost.
 */
final class MergedStream {

    /** One that is so far ahead of the others waits for them. */
    private static final int MOST_HELD = 10_000;

    private final Map<String, Lane> lanes = new LinkedHashMap<>();
    private long watermark;

    /** @param watermark no event before it is to come of any stream */
    MergedStream(long watermark) {
        this.watermark = watermark;
    }

    private record Held(long time, BsonDocument event) {}

    /** One database's stream. */
    private static final class Lane {

        private final Deque<Held> held = new ArrayDeque<>();

        /** Behind all that was handed out. */
        private BsonValue place;

        /** Behind all that has come. */
        private BsonValue end;

        private long reached = ClusterTime.NONE;
        private boolean ended;

        Lane(BsonValue place) {
            this.place = place;
            this.end = place;
        }
    }

    /** A stream goes on, or begins: at or before the watermark. */
    void add(String database, BsonValue place) {
        lanes.put(database, new Lane(place));
    }

    /** The database is of no interest any more; what was held back of it is forgotten. */
    void remove(String database) {
        lanes.remove(database);
    }

    /** Those that are merged. */
    Set<String> databases() {
        return lanes.keySet();
    }

    /** A batch has come. */
    void offer(String database, Batch batch) {
        Lane lane = lane(database);
        BsonDocument token = batch.resumeToken();
        long time = token == null ? ClusterTime.NONE : ResumeTokens.clusterTime(token);
        for (BsonDocument event : batch.events()) {
            long eventTime = ChangeEvents.time(event);
            lane.ended = event.getString("operationType").getValue().equals("invalidate");
            if (lane.ended || token == null) {
                lane.end = event.getDocument("_id");
            }
            if (!lane.ended) {
                lane.held.addLast(new Held(eventTime, event));
            }
            if (token == null || time == ClusterTime.NONE) {
                lane.reached = ClusterTime.max(lane.reached, eventTime);
            }
        }
        if (token != null && !lane.ended) {
            lane.end = token;
        }
        lane.reached = ClusterTime.max(lane.reached, time);
    }

    /** Whether the stream has ended, as a database's does when that is dropped: it goes on when it is opened again. */
    boolean hasEnded(String database) {
        return lane(database).ended;
    }

    /** The stream was opened again. */
    void goesOn(String database) {
        lane(database).ended = false;
    }

    /** Behind all that has come of a stream: its token, or the time at which it begins. */
    BsonValue end(String database) {
        return lane(database).end;
    }

    /** Whether the stream is so far ahead of the others that no more of it can be taken now. */
    boolean isFull(String database) {
        return lane(database).held.size() >= MOST_HELD;
    }

    /** Whether there are events to be handed out. */
    boolean isReady() {
        long reached = reached();
        return lanes.values().stream()
                .anyMatch(lane -> !lane.held.isEmpty()
                        && !ClusterTime.isAfter(lane.held.getFirst().time(), reached));
    }

    /** No event before it is to come of any stream. */
    long watermark() {
        return watermark;
    }

    /** All that may be handed out, maybe nothing, and the token behind it. */
    Batch take() {
        watermark = reached();
        List<Held> taken = new ArrayList<>();
        Map<String, BsonValue> places = new HashMap<>();
        lanes.forEach((database, lane) -> {
            take(lane, taken);
            places.put(database, lane.place);
        });
        taken.sort(Comparator.comparing(Held::time, Long::compareUnsigned));
        return new Batch(taken.stream().map(Held::event).toList(), new MergedToken(watermark, places).toBson());
    }

    private void take(Lane lane, List<Held> taken) {
        while (!lane.held.isEmpty() && !ClusterTime.isAfter(lane.held.getFirst().time(), watermark)) {
            Held held = lane.held.removeFirst();
            taken.add(held);
            lane.place = held.event().getDocument("_id");
        }
        if (lane.held.isEmpty()) {
            lane.place = lane.end;
        }
    }

    private long reached() {
        long least = lanes.values().stream()
                .mapToLong(lane -> lane.reached)
                .reduce((a, b) -> ClusterTime.isAfter(a, b) ? b : a)
                .orElse(ClusterTime.NONE);
        return ClusterTime.max(watermark, least);
    }

    private Lane lane(String database) {
        Lane lane = lanes.get(database);
        if (lane == null) {
            throw new IllegalArgumentException("no stream of " + database);
        }
        return lane;
    }
}
