package dev.meerkat.embedded;

/**
 * Finds a MongoDB and a Redis for demos and tests, in this order: one that the environment names ({@code MONGODB_URI},
 * {@code REDIS_URL}); a server program on the PATH, or named by {@code MONGOD} or {@code REDIS_SERVER}; a container,
 * where a Docker engine answers and Testcontainers is among the dependencies; else one that comes with this module: {@link EmbeddedMongo}, {@link EmbeddedRedis}.
 */
public final class Servers {

    private Servers() {}

    /**
     * {@return the first MongoDB of the order}
     *
     * @throws IllegalStateException if what was chosen doesn't start; the message says what to do
     */
    public static MongoServer mongo() {
        return mongo(Machine.real());
    }

    /**
     * {@return the first Redis of the order}
     *
     * @throws IllegalStateException if what was chosen doesn't start; the message says what to do
     */
    public static RedisServer redis() {
        return redis(Machine.real());
    }

    static MongoServer mongo(Machine machine) {
        Choice choice = Choice.of(Choice.MONGO, machine);
        return switch (choice.kind()) {
            case GIVEN -> new RunningServer(choice.what(), choice.line(), null, false, () -> {});
            case PROGRAM -> {
                requireDriver(choice.what(), machine);
                MongodProcess mongod = MongodProcess.start(choice.what());
                yield new RunningServer(mongod.uri(), choice.line(), null, true, mongod::close);
            }
            case CONTAINER -> Containers.mongo(choice);
            case EMBEDDED -> embeddedMongo(choice.line());
        };
    }

    /** It makes a replica set of a mongod. */
    private static void requireDriver(String program, Machine machine) {
        if (!machine.hasClass("com.mongodb.client.MongoClients")) {
            throw new IllegalStateException("MongoDB's driver is missing, which makes a replica set of " + program
                    + ": add org.mongodb:mongodb-driver-sync to the dependencies, or use EmbeddedMongo.start()");
        }
    }

    static MongoServer embeddedMongo(String line) {
        EmbeddedMongo mongo = EmbeddedMongo.start();
        return new RunningServer(mongo.uri(), line, null, true, mongo::close);
    }

    static RedisServer redis(Machine machine) {
        Choice choice = Choice.of(Choice.REDIS, machine);
        return switch (choice.kind()) {
            case GIVEN -> new RunningServer(choice.what(), choice.line(), null, false, () -> {});
            case PROGRAM -> processRedis(EmbeddedRedis.start(RedisProgram.at(choice.what())), choice.line());
            case CONTAINER -> Containers.redis(choice);
            case EMBEDDED -> embeddedRedis(choice.line());
        };
    }

    static RedisServer embeddedRedis(String line) {
        return processRedis(EmbeddedRedis.start(RedisProgram.bundled()), line);
    }

    private static RedisServer processRedis(EmbeddedRedis redis, String line) {
        return new RunningServer(redis.url(), line, redis, true, redis::close);
    }
}
