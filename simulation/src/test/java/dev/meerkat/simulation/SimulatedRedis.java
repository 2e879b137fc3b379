package dev.meerkat.simulation;

import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.log.LogRecord;
import dev.meerkat.cache.log.LogRecordFormat;
import dev.meerkat.cache.spi.LogStore.StoredRecord;
import dev.meerkat.cache.spi.PortException;
import dev.meerkat.cache.spi.RecordId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A Redis: the shared tier, the log and its broadcast. Any of it may be lost, and old states may come back. */
final class SimulatedRedis {

    private static final int LONG_RECORD = 4_000;

    private final Stage stage;
    private final Chance chance;
    private final Pace pace;
    private final int retained;
    private final Tally tally;
    private final NavigableMap<RecordId, byte[]> log = new TreeMap<>();
    private final Map<ByteBuffer, Value> tier = new HashMap<>();
    private final List<RedisConnection> connections = new ArrayList<>();
    private Map<ByteBuffer, Value> oldTier = Map.of();
    private @Nullable RecordId top;
    private int lossPercent;
    private int repeatPercent;
    private boolean takesAnyId;
    private boolean trap;
    private long trappedTime;
    private long trappedFor;
    private @Nullable RecordId trapped;

    private record Value(byte[] bytes, long expiresAt) {}

    SimulatedRedis(Stage stage, Chance chance, Pace pace, int retained, Tally tally) {
        this.stage = stage;
        this.chance = chance;
        this.pace = pace;
        this.retained = retained;
        this.tally = tally;
    }

    Stage stage() {
        return stage;
    }

    Chance chance() {
        return chance;
    }

    Pace pace() {
        return pace;
    }

    Tally tally() {
        return tally;
    }

    boolean append(RecordId id, byte[] record) {
        if (top != null && top.compareTo(id) >= 0) {
            if (top.term() > id.term()) {
                tally.count(Incident.LATE_LEADER_REFUSED);
            }
            if (!takesAnyId) {
                return false;
            }
        }
        log.put(id, record);
        top = top == null || id.compareTo(top) > 0 ? id : top;
        spring(id, record);
        if (record.length > LONG_RECORD) {
            tally.count(Incident.RECORD_SPLIT);
        }
        while (log.size() > retained) {
            log.pollFirstEntry();
        }
        return true;
    }

    @Nullable
    RecordId top() {
        return top;
    }

    List<StoredRecord> read(@Nullable RecordId after, int limit) {
        NavigableMap<RecordId, byte[]> tail = after == null ? log : log.tailMap(after, false);
        return tail.entrySet().stream()
                .limit(limit)
                .map(entry -> new StoredRecord(entry.getKey(), entry.getValue()))
                .toList();
    }

    byte @Nullable [] get(byte[] key) {
        Value value = tier.get(ByteBuffer.wrap(key));
        return value == null || value.expiresAt() <= stage.now() ? null : value.bytes();
    }

    void put(byte[] key, byte[] bytes, long ttlNanos) {
        tier.put(ByteBuffer.wrap(key), new Value(bytes, stage.now() + ttlNanos));
    }

    void connect(RedisConnection connection) {
        connections.add(connection);
    }

    void disconnect(RedisConnection connection) {
        connections.remove(connection);
    }

    /** Sends to every subscriber: each may miss it, get it twice, or get it later than the next. */
    void publish(StoredRecord record) {
        if (record.id().equals(trapped)) {
            return;
        }
        for (RedisConnection connection : connections) {
            if (chance.below(100) >= lossPercent) {
                connection.deliver(record, pace.latency());
            } else {
                tally.count(Incident.MESSAGE_LOST);
            }
            if (chance.below(100) < repeatPercent) {
                tally.count(Incident.MESSAGE_REPEATED);
                connection.deliver(record, pace.latency() + chance.between(0, 200) * Catalog.MS);
            }
        }
    }

    /** Only the plan of a mutant has it so. */
    void takeAnyId() {
        takesAnyId = true;
    }

    void setLoss(int percent) {
        lossPercent = percent;
    }

    void setRepeats(int percent) {
        repeatPercent = percent;
    }

    void loseLog() {
        if (!log.isEmpty()) {
            tally.count(Incident.LOG_LOST);
        }
        log.clear();
        top = null;
    }

    /** A replica takes over that had not everything yet. */
    void loseLogsTail(int records) {
        for (int i = 0; i < records && !log.isEmpty(); i++) {
            log.pollLastEntry();
            tally.count(Incident.LOG_CUT_SHORT);
        }
        top = log.isEmpty() ? null : log.lastKey();
    }

    /** Of the next transaction that comes in several records, one that is neither the first nor the last will be lost. */
    void loseNextHalfTransaction() {
        trap = true;
    }

    private void spring(RecordId id, byte[] record) {
        if (trappedTime != ClusterTime.NONE && isUpTo(record, trappedTime)) {
            trappedTime = ClusterTime.NONE;
            tally.count(Incident.HALF_A_TRANSACTION_HELD);
            stage.spawn(stage.world(), 2 * Catalog.MS, () -> goAway(trappedFor));
        }
        if (trap && isMiddle(record)) {
            trap = false;
            trapped = id;
            loseLogsTail(1);
            tally.count(Incident.HALF_A_TRANSACTION_LOST);
        }
    }

    /** As soon as a record has this watermark nobody reaches Redis for a while: what else has this time stays away. */
    void goAwayAt(long time, long nanos) {
        trappedTime = time;
        trappedFor = nanos;
    }

    private static boolean isMiddle(byte[] bytes) {
        LogRecord record = decode(bytes);
        return record.watermark() == record.previousWatermark()
                && !record.invalidations().isEmpty();
    }

    private static boolean isUpTo(byte[] bytes, long time) {
        return decode(bytes).watermark() == time;
    }

    private static LogRecord decode(byte[] bytes) {
        try {
            return LogRecordFormat.decode(bytes);
        } catch (PortException e) {
            throw new IllegalStateException(e);
        }
    }

    void loseTier() {
        if (!tier.isEmpty()) {
            tally.count(Incident.SHARED_TIER_LOST);
        }
        tier.clear();
    }

    void rememberTier() {
        oldTier = Map.copyOf(tier);
    }

    void bringBackOldTier() {
        if (!oldTier.isEmpty()) {
            tally.count(Incident.SHARED_TIER_OF_OLD_CAME_BACK);
        }
        tier.clear();
        tier.putAll(oldTier);
    }

    /** No process reaches it for a while; whoever has subscribed finds out when it is back. */
    void goAway(long nanos) {
        List.copyOf(connections).forEach(connection -> connection.serverWentAway(nanos));
    }
}
