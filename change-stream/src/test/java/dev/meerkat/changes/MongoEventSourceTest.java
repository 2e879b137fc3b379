package dev.meerkat.changes;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.meerkat.cache.Namespace;
import dev.meerkat.cache.spi.EventSource;
import dev.meerkat.cache.spi.EventSourceContract;
import java.time.Duration;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonValue;
import org.junit.jupiter.api.AfterEach;

class MongoEventSourceTest extends EventSourceContract {

    private final ClusterFixture cluster = new ClusterFixture();
    private final EventSource source = new MongoEventSource(cluster.client(), Duration.ofMillis(100));

    @AfterEach
    void close() {
        cluster.close();
    }

    @Override
    protected EventSource source() {
        return source;
    }

    @Override
    protected long insert(Namespace namespace, BsonValue id) {
        return cluster.write(
                namespace, (session, collection) -> collection.insertOne(session, new BsonDocument("_id", id)));
    }

    @Override
    protected void update(Namespace namespace, BsonValue id) {
        cluster.write(
                namespace, (session, collection) -> collection.updateOne(session, Filters.eq(id), Updates.inc("n", 1)));
    }

    @Override
    protected void replace(Namespace namespace, BsonValue id) {
        cluster.write(
                namespace,
                (session, collection) ->
                        collection.replaceOne(session, Filters.eq(id), new BsonDocument("replaced", new BsonInt32(1))));
    }

    @Override
    protected void delete(Namespace namespace, BsonValue id) {
        cluster.write(namespace, (session, collection) -> collection.deleteOne(session, Filters.eq(id)));
    }

    @Override
    protected void drop(Namespace namespace) {
        cluster.client()
                .getDatabase(namespace.database())
                .getCollection(namespace.collection())
                .drop();
    }

    @Override
    protected void forgetHistory() {
        cluster.server().control().trimHistory();
    }
}
