package dev.meerkat.benchmarks.cost;

import dev.meerkat.embedded.MongoServer;
import dev.meerkat.embedded.RedisServer;
import dev.meerkat.embedded.Servers;
import dev.meerkat.faults.child.Lines;
import java.util.List;
import org.bson.Document;

/** The child with MongoDB and Redis, so that their work is not counted as that of a process that is measured. */
final class ServersChild implements Lines.Work {

    private final MongoServer mongo = Servers.mongo();
    private final RedisServer redis = Servers.redis();

    private ServersChild() {}

    /** Runs until told to stop. */
    public static void main(String[] arguments) {
        Lines.work(settings -> new ServersChild());
    }

    @Override
    public Document answer(String what, Document details) {
        return new Document("mongoUri", mongo.uri())
                .append("redisUrl", redis.url())
                .append("choices", List.of(mongo.choice(), redis.choice()));
    }

    @Override
    public void close() {
        try (mongo) {
            redis.close();
        }
    }
}
