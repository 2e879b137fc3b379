package dev.meerkat.changes;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.meerkat.cache.Namespace;
import dev.meerkat.cache.spi.EventSource;
import dev.meerkat.cache.spi.EventSourceContract;
import java.time.Duration;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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

    /** Whatever the size of the documents, their events are small. */
    @Test
    void anEventHasNothingOfItsDocumentButTheIdAndNamesOfFields() throws Exception {
        BsonDocument document =
                new BsonDocument("_id", new BsonInt32(1)).append("text", new BsonString("x".repeat(1 << 20)));
        Namespace namespace = new Namespace("shop", "users");
        long time = cluster.write(namespace, (session, collection) -> collection.insertOne(session, document));
        cluster.write(
                namespace,
                (session, collection) ->
                        collection.updateOne(session, Filters.eq(1), Updates.set("more", "y".repeat(1 << 20))));

        try (EventSource.Cursor cursor = source.startAt(time)) {
            List<BsonDocument> events = read(cursor, namespace, 2);
            assertThat(events)
                    .hasSize(2)
                    .allSatisfy(event -> assertThat(event.keySet())
                            .isSubsetOf(
                                    "_id",
                                    "operationType",
                                    "clusterTime",
                                    "ns",
                                    "to",
                                    "documentKey",
                                    "updated",
                                    "removed",
                                    "truncated"))
                    .allSatisfy(event -> assertThat(event.toJson()).hasSizeLessThan(1000))
                    .last()
                    .satisfies(
                            update -> assertThat(update.getArray("updated")).containsExactly(new BsonString("more")));
        }
    }
}
