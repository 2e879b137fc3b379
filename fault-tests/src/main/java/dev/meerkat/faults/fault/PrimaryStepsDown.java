package dev.meerkat.faults.fault;

import dev.meerkat.faults.stage.Stage;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.bson.Document;

/** The primary steps down, and the replica set elects one again. */
record PrimaryStepsDown() implements Fault {

    private static final int SECONDS = 5;

    @Override
    public String name() {
        return "primary-steps-down";
    }

    @Override
    public Optional<String> missing(Stage stage) {
        return stage.mongo().isEmbedded()
                ? Optional.of("needs a real server: name one by MONGODB_URI")
                : Optional.empty();
    }

    @Override
    public Duration hold(Duration bound, Random lots) {
        return Duration.ofSeconds(SECONDS + 1);
    }

    @Override
    public Heal inject(Stage stage, Random lots) {
        stage.mongo().admin(new Document("replSetStepDown", SECONDS).append("force", true));
        return Heal.NOTHING;
    }
}
