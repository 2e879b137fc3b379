package dev.meerkat.simulation;

import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.spi.ChangeStreams;
import dev.meerkat.cache.spi.EventSource;
import dev.meerkat.cache.spi.HistoryLostException;
import dev.meerkat.cache.spi.NotAuthorizedException;
import dev.meerkat.cache.spi.PortException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/** A change stream's cursor. Batches are short at times, so that one transaction's events come in several. */
final class SimulatedStream implements EventSource.Cursor {

    private final SimulatedMongo mongo;
    private final Link link;
    private final boolean honest;
    private final UnaryOperator<BsonDocument> lens;
    private final @Nullable String database;
    private Tokens.Position position;
    private Stage.@Nullable Actor waiting;
    private boolean killed;
    private boolean ended;

    private SimulatedStream(
            SimulatedMongo mongo,
            Link link,
            boolean honest,
            UnaryOperator<BsonDocument> lens,
            @Nullable String database,
            Tokens.Position position) {
        this.database = database;
        this.lens = lens;
        this.mongo = mongo;
        this.link = link;
        this.honest = honest;
        this.position = position;
    }

    /**
     * The change streams that one process may open.
     *
     * @param honest whether a token's time is that of the event; only the plan of a mutant has it otherwise
     * @param lens shows events otherwise than they are, for mutants
     * @param database to watch; null for the whole cluster
     */
    record Source(
            SimulatedMongo mongo,
            Link link,
            boolean honest,
            UnaryOperator<BsonDocument> lens,
            @Nullable String database)
            implements EventSource, ChangeStreams {

        @Override
        public EventSource ofCluster() {
            return this;
        }

        @Override
        public EventSource ofDatabase(String name, Duration maxAwait) {
            return new Source(mongo, link, honest, lens, name);
        }

        @Override
        public Cursor resumeAfter(BsonDocument token) throws PortException {
            return open(Tokens.after(token));
        }

        @Override
        public Cursor startAt(long clusterTime) throws PortException {
            return open(new Tokens.Position(clusterTime, 0));
        }

        private Cursor open(Tokens.Position position) throws PortException {
            mongo.pace().request(link);
            SimulatedStream stream = new SimulatedStream(mongo, link, honest, lens, database, position);
            stream.checkPrivilege();
            stream.checkHistory();
            if (database != null) {
                mongo.tally().count(Incident.DATABASE_STREAM_OPENED);
            }
            mongo.add(stream);
            try {
                mongo.pace().answer(link);
            } catch (PortException e) {
                mongo.remove(stream);
                throw e;
            }
            return stream;
        }
    }

    @Override
    public EventSource.Batch next(Duration maxWait) throws PortException {
        mongo.pace().request(link);
        awaitEvents(mongo.stage().now() + maxWait.toNanos());
        checkPrivilege();
        if (killed || ended) {
            throw new PortException("CursorKilled");
        }
        checkHistory();
        Taken taken = take();
        mongo.pace().answer(link);
        return new EventSource.Batch(
                taken.events(), honest ? taken.token() : Tokens.disguised(taken.token(), mongo.lastTime()));
    }

    private void checkPrivilege() throws NotAuthorizedException {
        if (database == null && mongo.areClusterStreamsRefused()) {
            mongo.tally().count(Incident.CLUSTER_STREAM_REFUSED);
            throw new NotAuthorizedException("Unauthorized");
        }
    }

    private boolean shows(BsonDocument event) {
        return database == null || Events.isIn(event, database);
    }

    private boolean endsBy(BsonDocument event) {
        return database != null && event.getString("operationType").getValue().equals("dropDatabase");
    }

    private void checkHistory() throws HistoryLostException {
        if (mongo.indexOf(position.time()) < mongo.firstRetained()) {
            mongo.tally().count(Incident.HISTORY_LOST);
            throw new HistoryLostException("ChangeStreamHistoryLost");
        }
    }

    private void awaitEvents(long deadline) {
        Stage stage = mongo.stage();
        while (!killed && !hasEvent() && stage.now() < deadline) {
            waiting = stage.running();
            stage.pass(deadline - stage.now());
            waiting = null;
        }
    }

    void wake(long at) {
        if (waiting != null) {
            mongo.stage().hasten(waiting, at);
        }
    }

    void kill() {
        killed = true;
        wake(mongo.stage().now());
    }

    private boolean hasEvent() {
        for (int i = mongo.indexOf(position.time()); i <= mongo.committed(); i++) {
            Op op = mongo.op(i);
            int from = op.time() == position.time() ? position.index() : 0;
            if (op.events().stream().skip(from).anyMatch(this::shows)) {
                return true;
            }
        }
        return false;
    }

    private record Taken(List<BsonDocument> events, BsonDocument token) {}

    /** What is there, at most as much as a batch may hold. */
    private Taken take() {
        int limit = mongo.nextBatchLimit();
        List<BsonDocument> events = new ArrayList<>();
        BsonDocument token = Tokens.highWater(position.time());
        for (int i = mongo.indexOf(position.time()); i <= mongo.committed(); i++) {
            Op op = mongo.op(i);
            if (op.events().stream().noneMatch(this::shows)) {
                position = new Tokens.Position(op.time(), 0);
                token = Tokens.highWater(op.time());
            }
            for (int j = op.time() == position.time() ? position.index() : 0;
                    j < op.events().size();
                    j++) {
                BsonDocument event = op.events().get(j);
                if (!shows(event)) {
                    position = new Tokens.Position(op.time(), j + 1);
                    token = Tokens.event(op.time(), j);
                    continue;
                }
                if (events.size() == limit) {
                    if (j > 0) {
                        mongo.tally().count(Incident.TRANSACTION_SPLIT);
                    }
                    return new Taken(events, token);
                }
                token = Tokens.event(op.time(), j);
                position = new Tokens.Position(op.time(), j + 1);
                events.add(Events.at(lens.apply(event), op.time(), j));
                if (endsBy(event)) {
                    mongo.tally().count(Incident.DATABASE_STREAM_ENDED_BY_DROP);
                    ended = true;
                    events.add(Events.invalidate(op.time(), j));
                    return new Taken(events, Tokens.invalidate(op.time(), j));
                }
            }
        }
        if (position.index() > 0 && token.equals(Tokens.highWater(position.time()))) {
            token = Tokens.event(position.time(), position.index() - 1);
        }
        return new Taken(events, token);
    }

    @Override
    public void close() {
        mongo.remove(this);
    }

    @Override
    public String toString() {
        return "stream at " + ClusterTime.toString(position.time()) + "/" + position.index();
    }
}
