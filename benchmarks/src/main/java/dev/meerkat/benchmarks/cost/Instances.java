package dev.meerkat.benchmarks.cost;

import com.mongodb.client.MongoCollection;
import dev.meerkat.benchmarks.User;
import dev.meerkat.benchmarks.peers.CachingSystem;
import dev.meerkat.benchmarks.peers.Corpus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.bson.Document;

/** Processes with the same system over a corpus of their own, and the plain driver's side of it. Used by one thread. */
final class Instances implements AutoCloseable {

    private static final long WARMING_NANOS = TimeUnit.SECONDS.toNanos(15);

    private final CostStage stage;
    private final String name;
    private final String system;
    private final Company company;

    private Instances(CostStage stage, String name, String system, Company company) {
        this.stage = stage;
        this.name = name;
        this.system = system;
        this.company = company;
    }

    /**
     * Fills the corpus, starts the processes and waits until they work.
     *
     * @param prepare gets the users after they were filled and before the processes start
     */
    static Instances start(
            CostStage stage, String system, int processes, Duration ttl, Consumer<MongoCollection<User>> prepare) {
        String name = stage.nextName();
        try {
            Corpus.load(stage.users(name));
            prepare.accept(stage.users(name));
            return new Instances(
                    stage,
                    name,
                    system,
                    Company.start(
                            processes,
                            InstanceChild.class,
                            List.of("-Xmx160m"),
                            InstanceChild.settings(Place.of(stage, name), system, ttl),
                            stage.folder()));
        } catch (RuntimeException e) {
            stage.forget(name);
            throw e;
        }
    }

    /** What the system is called in tables. */
    String label() {
        return system.equals(InstanceChild.PLANTED)
                ? "Meerkat, planted"
                : CachingSystem.valueOf(system).label();
    }

    Company company() {
        return company;
    }

    /** The users, by the plain driver. */
    MongoCollection<User> users() {
        return stage.users(name);
    }

    /** How many reads of all processes MongoDB has answered so far. */
    long loads() {
        return company.sum("loads", new Document(), "loads");
    }

    /** Lets every process read these users until all of them come from its cache; for a while, where they never do. */
    void warm(int first, int end) {
        long begun = System.nanoTime();
        long before;
        long after = loads();
        do {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            before = after;
            company.ask("read", new Document("first", first).append("end", end));
            after = loads();
        } while (after != before
                && !system.equals(CachingSystem.NO_CACHE.name())
                && System.nanoTime() - begun < WARMING_NANOS);
    }

    @Override
    public void close() {
        company.close();
        stage.forget(name);
    }
}
