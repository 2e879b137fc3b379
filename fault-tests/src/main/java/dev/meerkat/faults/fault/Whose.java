package dev.meerkat.faults.fault;

import dev.meerkat.faults.stage.AppSlot;
import dev.meerkat.faults.stage.Stage;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Which of the application processes a fault strikes. */
enum Whose {
    LEADER,
    FOLLOWER,
    ALL;

    List<AppSlot> in(Stage stage, Random lots) {
        return switch (this) {
            case LEADER -> List.of(stage.leader());
            case FOLLOWER -> List.of(stage.follower(lots));
            case ALL -> List.copyOf(stage.apps());
        };
    }

    AppSlot oneOf(Stage stage, Random lots) {
        List<AppSlot> some = in(stage, lots);
        return some.get(lots.nextInt(some.size()));
    }

    String inName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
