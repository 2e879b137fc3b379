package dev.meerkat.benchmarks.cost;

import dev.meerkat.benchmarks.peers.Corpus;
import dev.meerkat.faults.child.Lines;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.bson.Document;

/** A process that fills one cache and looks at its own heap. */
final class MemoryChild implements Lines.Work {

    private static final int COLLECTIONS = 4;
    private static final int TRIES = 5;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final LocalCache cache;
    private int failed;

    private MemoryChild(Document settings) {
        cache = LocalCache.open(LocalCache.Kind.valueOf(settings.getString("kind")), Place.of(settings));
    }

    /** Runs until told to stop. */
    public static void main(String[] arguments) {
        Lines.work(MemoryChild::new);
    }

    @Override
    public Document answer(String what, Document details) {
        return switch (what) {
            case "clock" -> Company.clock();
            case "read" -> read(details.getInteger("first"), details.getInteger("end"));
            case "loads" -> new Document("loads", cache.loads().getAsLong());
            case "heap" -> new Document("bytes", heap());
            default -> throw new IllegalArgumentException("not an order: " + what);
        };
    }

    private Document read(int first, int end) {
        for (int user = first; user < end; user++) {
            read(user);
        }
        return new Document("failures", failed);
    }

    /** What fails is tried again: every entry must be there. */
    private void read(int user) {
        for (int tries = 1; ; tries++) {
            try {
                Objects.requireNonNull(cache.byId().apply(Corpus.id(user)));
                return;
            } catch (RuntimeException e) {
                failed++;
                e.printStackTrace();
                if (tries == TRIES) {
                    throw e;
                }
            }
        }
    }

    /** What is still reachable, in bytes: the least of some looks, each after a full collection. */
    private static long heap() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            LockSupport.parkNanos(PAUSE_NANOS);
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }

    @Override
    public void close() {
        cache.close();
    }
}
