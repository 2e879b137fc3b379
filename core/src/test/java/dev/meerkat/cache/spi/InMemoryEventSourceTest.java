package dev.meerkat.cache.spi;

import dev.meerkat.cache.Namespace;
import org.bson.BsonValue;

final class InMemoryEventSourceTest extends EventSourceContract {

    private final InMemoryCluster cluster = new InMemoryCluster();

    @Override
    protected EventSource source() {
        return cluster;
    }

    @Override
    protected long insert(Namespace namespace, BsonValue id) {
        return cluster.write("insert", namespace, id);
    }

    @Override
    protected void update(Namespace namespace, BsonValue id) {
        cluster.write("update", namespace, id);
    }

    @Override
    protected void replace(Namespace namespace, BsonValue id) {
        cluster.write("replace", namespace, id);
    }

    @Override
    protected void delete(Namespace namespace, BsonValue id) {
        cluster.write("delete", namespace, id);
    }

    @Override
    protected void drop(Namespace namespace) {
        cluster.write("drop", namespace, null);
    }

    @Override
    protected void forgetHistory() {
        cluster.forgetHistory();
    }
}
