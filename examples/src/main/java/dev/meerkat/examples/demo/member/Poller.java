package dev.meerkat.examples.demo.member;

import dev.meerkat.examples.demo.measure.SharedTimes;
import dev.meerkat.examples.demo.repositories.LocaleRepository;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads one locale through the cache over and over and puts down when it first saw each number. The load waits meanwhile,
 * so that the delay is the invalidation's and not that of waiting for a turn to read.
 */
final class Poller {

    private static final long BETWEEN_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    private final LocaleRepository locales;
    private final Meter meter;
    private final SharedTimes seen;
    private final int row;

    Poller(LocaleRepository locales, Meter meter, SharedTimes seen, int row) {
        this.locales = locales;
        this.meter = meter;
        this.seen = seen;
        this.row = row;
    }

    /**
     * Polls until it has seen the last number, or no new one for too long.
     *
     * @param first the number that is there before the first write
     */
    void poll(String tag, int first, int last, long millis) {
        meter.alone(() -> {
            int known = first;
            long heard = System.nanoTime();
            while (known < last && System.nanoTime() - heard < TimeUnit.MILLISECONDS.toNanos(millis)) {
                int n = locales.byTag(tag).orElseThrow().getInteger("n");
                if (n > known) {
                    long now = SharedTimes.now();
                    while (known < n) {
                        seen.put(row, ++known, now);
                    }
                    heard = System.nanoTime();
                }
                LockSupport.parkNanos(BETWEEN_NANOS);
            }
        });
    }
}
