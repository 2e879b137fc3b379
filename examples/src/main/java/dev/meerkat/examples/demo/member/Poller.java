package dev.meerkat.examples.demo.member;

import static com.mongodb.client.model.Filters.eq;

import dev.meerkat.examples.demo.measure.SharedTimes;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.bson.Document;

/**
 * Reads one document through the cache over and over and puts down when it first saw each number. Its reads are not counted
 * among the load's.
 */
final class Poller {

    private static final long BETWEEN_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    private final WrappedData data;
    private final Meter meter;
    private final SharedTimes seen;
    private final int row;

    Poller(WrappedData data, Meter meter, SharedTimes seen, int row) {
        this.data = data;
        this.meter = meter;
        this.seen = seen;
        this.row = row;
    }

    /**
     * Polls until it has seen the last number or the time is over.
     *
     * @param first the number that is there before the first write
     */
    void poll(String tag, int first, int last, long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        int known = first;
        while (known < last && System.nanoTime() - end < 0) {
            Document document = Objects.requireNonNull(
                    meter.read(() -> data.locales().find(eq("_id", tag)).first()).value());
            long now = SharedTimes.now();
            for (int n = document.getInteger("n"); known < n; ) {
                seen.put(row, ++known, now);
            }
            LockSupport.parkNanos(BETWEEN_NANOS);
        }
    }
}
