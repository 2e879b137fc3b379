package dev.meerkat.embedded;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which server to take: a pure decision over what the machine has.
 *
 * @param what the connection string or the program; empty for the others
 * @param line what {@link MongoServer#choice()} says
 */
record Choice(Kind kind, String what, String line) {

    enum Kind {
        GIVEN,
        PROGRAM,
        CONTAINER,
        EMBEDDED
    }

    /** A library that users add to their dependencies if they want it, and one of its classes. */
    record Library(String artifact, String type) {}

    /** What is asked for: the names that its server goes by, and what starts it in a container. */
    record Product(
            String name,
            String uriVariable,
            String programVariable,
            String program,
            Library containers,
            String embedded) {}

    static final Product MONGO = new Product(
            "MongoDB",
            "MONGODB_URI",
            "MONGOD",
            "mongod",
            new Library("org.testcontainers:testcontainers-mongodb", "org.testcontainers.mongodb.MongoDBContainer"),
            "embedded in this JVM (EmbeddedMongo, as MongoDB 4.2)");
    static final Product REDIS = new Product(
            "Redis",
            "REDIS_URL",
            "REDIS_SERVER",
            "redis-server",
            new Library("com.redis:testcontainers-redis", "com.redis.testcontainers.RedisContainer"),
            "the redis-server 7.0 that comes with embedded-redis");

    static Choice of(Product product, Machine machine) {
        String uri = machine.environment(product.uriVariable());
        if (uri != null) {
            String line = product.name() + ": " + Secrets.hide(uri) + " (" + product.uriVariable() + ")";
            return new Choice(Kind.GIVEN, uri, line);
        }
        String program = program(product, machine);
        if (program != null) {
            return new Choice(
                    Kind.PROGRAM, program, product.name() + ": " + program + ", started in a temporary folder");
        }
        if (!machine.dockerAnswers()) {
            return new Choice(Kind.EMBEDDED, "", product.name() + ": " + product.embedded());
        }
        if (!machine.hasClass(product.containers().type())) {
            return new Choice(
                    Kind.EMBEDDED,
                    "",
                    product.name() + ": " + product.embedded() + "; a Docker engine answers: for a container add "
                            + product.containers().artifact() + " to the dependencies");
        }
        return new Choice(Kind.CONTAINER, "", product.name() + ": a container (a Docker engine answers)");
    }

    private static @Nullable String program(Product product, Machine machine) {
        String named = machine.environment(product.programVariable());
        if (named != null) {
            if (!machine.isExecutable(named)) {
                throw new IllegalStateException(product.programVariable() + " names " + named
                        + ", which is no program that can be run: correct or unset it");
            }
            return named;
        }
        Path found = machine.onPath(product.program());
        return found == null ? null : found.toString();
    }

    @Override
    public String toString() {
        return line;
    }
}
