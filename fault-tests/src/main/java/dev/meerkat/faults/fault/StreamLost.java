package dev.meerkat.faults.fault;

import dev.meerkat.faults.stage.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bson.Document;

/** Change streams end by an error of MongoDB's. */
record StreamLost(Why why) implements Fault {

    enum Why {
        /** CursorNotFound: the stream can be resumed. */
        CURSORS_KILLED("cursors-killed", 43),
        /** ChangeStreamHistoryLost: it can't. */
        HISTORY_TRIMMED("history-trimmed", 286),
        /** BSONObjectTooLarge: it meets the same event again wherever it is resumed before it. */
        EVENT_TOO_LARGE("event-over-16-mb", 10334);

        private final String fault;
        private final int code;

        Why(String fault, int code) {
            this.fault = fault;
            this.code = code;
        }
    }

    @Override
    public String name() {
        return why.fault;
    }

    @Override
    public Optional<String> missing(Stage stage) {
        return FailPoint.missing(stage);
    }

    @Override
    public Duration hold(Duration bound, Random lots) {
        return Duration.ofMillis(300 + lots.nextInt(700));
    }

    @Override
    public Heal inject(Stage stage, Random lots) {
        if (why == Why.EVENT_TOO_LARGE || !stage.mongo().isEmbedded()) {
            Document error = new Document("errorCode", why.code).append("namespace", "admin.$cmd.aggregate");
            return FailPoint.on(stage, new Document("times", 1 + lots.nextInt(3)), List.of("getMore"), error);
        }
        if (why == Why.HISTORY_TRIMMED) {
            stage.mongo().order("trimHistory");
        }
        stage.mongo().order("killCursors");
        return Heal.NOTHING;
    }
}
