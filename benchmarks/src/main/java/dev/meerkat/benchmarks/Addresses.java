package dev.meerkat.benchmarks;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the servers of a run are, and what is theirs to use there. A forked JVM learns it from system properties, but an
 * address that the environment gives, which may hold a password, from the environment: it shows in no log and no result.
 *
 * @param mongo MongoDB's connection string
 * @param redis Redis' URL
 * @param delayedOnes the same servers behind a slow network, unless the environment gives their addresses
 * @param run what names of databases and keys of this run end with
 */
public record Addresses(
        String mongo, String redis, @Nullable Delayed delayedOnes, String run) {

    private static final String PROPERTY = "meerkat.benchmarks.";

    /**
     * The servers behind a slow network.
     *
     * @param mongo MongoDB's connection string
     * @param redis Redis' URL
     */
    public record Delayed(String mongo, String redis) {

        @Override
        public String toString() {
            return "delayed";
        }
    }

    /** In a forked JVM. */
    public static Addresses ofThisJvm() {
        String mongo = System.getProperty(PROPERTY + "delayed-mongo");
        Delayed delayed = mongo == null ? null : new Delayed(mongo, property("delayed-redis"));
        return new Addresses(given("MONGODB_URI", "mongo"), given("REDIS_URL", "redis"), delayed, property("run"));
    }

    /** Whether the same servers can be reached over a slow network. */
    public boolean canBeDelayed() {
        return delayedOnes != null;
    }

    /**
     * The same servers over a slow network.
     *
     * @throws IllegalStateException where there is no way
     */
    public Addresses delayed() {
        if (delayedOnes == null) {
            throw new IllegalStateException("Servers that the environment names can't be reached over a slow network");
        }
        return new Addresses(delayedOnes.mongo(), delayedOnes.redis(), null, run);
    }

    private static String given(String variable, String name) {
        String environment = System.getenv(variable);
        return environment != null ? environment : property(name);
    }

    private static String property(String name) {
        String value = System.getProperty(PROPERTY + name);
        if (value == null) {
            throw new IllegalStateException("The system property " + PROPERTY + name
                    + " is missing: run the benchmarks by the program benchmarks/run");
        }
        return value;
    }

    /** What a forked JVM is started with. */
    public List<String> jvmArguments() {
        Stream<String> arguments = Stream.of(
                argument("mongo", System.getenv("MONGODB_URI") != null ? "given" : mongo),
                argument("redis", System.getenv("REDIS_URL") != null ? "given" : redis),
                argument("run", run));
        Delayed delayed = delayedOnes;
        return (delayed == null
                        ? arguments
                        : Stream.concat(
                                arguments,
                                Stream.of(
                                        argument("delayed-mongo", delayed.mongo()),
                                        argument("delayed-redis", delayed.redis()))))
                .toList();
    }

    private static String argument(String name, String value) {
        return "-D" + PROPERTY + name + "=" + value;
    }

    /** The database of the documents; others that a run makes begin with its name. */
    public String database() {
        return "meerkat-benchmarks-" + run;
    }

    String metadataDatabase() {
        return database() + "-metadata";
    }

    String redisKeyPrefix() {
        return database();
    }

    @Override
    public String toString() {
        return database();
    }
}
