package dev.meerkat.benchmarks;

import java.util.List;

/**
 * Where the servers of a run are, and what is theirs to use there. A forked JVM learns it from system properties, but an
 * address that the environment gives, which may hold a password, from the environment: it shows in no log and no result.
 *
 * @param mongo MongoDB's connection string
 * @param redis Redis' URL
 * @param run what names of databases and keys of this run end with
 */
record Addresses(String mongo, String redis, String run) {

    private static final String PROPERTY = "meerkat.benchmarks.";

    /** In a forked JVM. */
    static Addresses ofThisJvm() {
        return new Addresses(given("MONGODB_URI", "mongo"), given("REDIS_URL", "redis"), property("run"));
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
    List<String> jvmArguments() {
        return List.of(
                argument("mongo", System.getenv("MONGODB_URI") != null ? "given" : mongo),
                argument("redis", System.getenv("REDIS_URL") != null ? "given" : redis),
                argument("run", run));
    }

    private static String argument(String name, String value) {
        return "-D" + PROPERTY + name + "=" + value;
    }

    String database() {
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
