package dev.meerkat.faults.fault;

import dev.meerkat.faults.stage.Stage;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bson.Document;

/** MongoDB answers commands of a kind with errors, some or all of them for a while. */
record CommandsFail(Kind kind) implements Fault {

    /** InterruptedAtShutdown: drivers try again. */
    private static final Document TRANSIENT = new Document("errorCode", 11600);

    /** InternalError: they don't. */
    private static final Document FINAL = new Document("errorCode", 1);

    private static final Document CONNECTION_CLOSED = new Document("closeConnection", true);

    /** The write is done, but the majority's acknowledgement fails. */
    private static final Document UNCONFIRMED = new Document(
            "writeConcernError", new Document("code", 64).append("errmsg", "waiting for replication timed out"));

    enum Kind {
        READS(
                "reads-fail",
                List.of("find", "aggregate", "count", "distinct"),
                List.of(TRANSIENT, FINAL, CONNECTION_CLOSED)),
        WRITES(
                "writes-fail",
                List.of("insert", "update", "delete", "findAndModify", "commitTransaction"),
                List.of(TRANSIENT, FINAL, CONNECTION_CLOSED, UNCONFIRMED)),
        GET_MORES("getmores-fail", List.of("getMore"), List.of(TRANSIENT, FINAL, CONNECTION_CLOSED));

        private final String fault;
        private final List<String> commands;
        private final List<Document> ways;

        Kind(String fault, List<String> commands, List<Document> ways) {
            this.fault = fault;
            this.commands = commands;
            this.ways = ways;
        }
    }

    @Override
    public String name() {
        return kind.fault;
    }

    @Override
    public Optional<String> missing(Stage stage) {
        return FailPoint.missing(stage);
    }

    @Override
    public Heal inject(Stage stage, Random lots) {
        Object mode = lots.nextBoolean() ? "alwaysOn" : new Document("times", 20 + lots.nextInt(100));
        return FailPoint.on(stage, mode, kind.commands, kind.ways.get(lots.nextInt(kind.ways.size())));
    }
}
