package dev.meerkat.faults.fault;

import dev.meerkat.faults.stage.Stage;
import java.util.Optional;
import java.util.Random;

/** Change streams bring nothing and don't move on, while MongoDB answers all else. */
record StreamsLag() implements Fault {

    @Override
    public String name() {
        return "streams-lag";
    }

    @Override
    public Optional<String> missing(Stage stage) {
        return stage.mongo().isEmbedded() ? Optional.empty() : Optional.of("needs the embedded MongoDB");
    }

    @Override
    public Heal inject(Stage stage, Random lots) {
        stage.mongo().order("pauseStreams");
        return () -> stage.mongo().order("resumeStreams");
    }
}
