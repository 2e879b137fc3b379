package dev.meerkat.simulation;

import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.spi.EventSource;
import dev.meerkat.cache.spi.HistoryLostException;
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
    private Tokens.Position position;
    private Stage.@Nullable Actor waiting;
    private boolean killed;

    private SimulatedStream(
            SimulatedMongo mongo,
            Link link,
            boolean honest,
            UnaryOperator<BsonDocument> lens,
            Tokens.Position position) {
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
     */
    record Source(SimulatedMongo mongo, Link link, boolean honest, UnaryOperator<BsonDocument> lens)
            implements EventSource {

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
            SimulatedStream stream = new SimulatedStream(mongo, link, honest, lens, position);
            stream.checkHistory();
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
        if (killed) {
            throw new PortException("CursorKilled");
        }
        checkHistory();
        Taken taken = take();
        mongo.pace().answer(link);
        return new EventSource.Batch(
                taken.events(), honest ? taken.token() : Tokens.disguised(taken.token(), mongo.lastTime()));
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
            if (op.events().size() > (op.time() == position.time() ? position.index() : 0)) {
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
            if (op.events().isEmpty()) {
                position = new Tokens.Position(op.time(), 0);
                token = Tokens.highWater(op.time());
            }
            for (int j = op.time() == position.time() ? position.index() : 0;
                    j < op.events().size();
                    j++) {
                if (events.size() == limit) {
                    if (j > 0) {
                        mongo.tally().count(Incident.TRANSACTION_SPLIT);
                    }
                    return new Taken(events, token);
                }
                token = Tokens.event(op.time(), j);
                position = new Tokens.Position(op.time(), j + 1);
                events.add(Events.at(lens.apply(op.events().get(j)), op.time(), j));
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
