package dev.meerkat.faults.fault;

import dev.meerkat.embedded.FaultProxy;
import dev.meerkat.faults.stage.AppSlot;
import dev.meerkat.faults.stage.Stage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/** The links from application processes to a server. */
record Link(Server server, Whose whose) {

    enum Server {
        MONGO,
        REDIS
    }

    String inName() {
        return server.name().toLowerCase(Locale.ROOT) + "-%s-" + whose.inName();
    }

    Optional<String> missing(Stage stage) {
        return server == Server.MONGO && stage.mongo().onlyAddress() == null
                ? Optional.of("needs a single MongoDB server without TLS, for a proxy to stand in for")
                : Optional.empty();
    }

    List<FaultProxy> in(Stage stage, Random lots) {
        return whose.in(stage, lots).stream().map(this::of).toList();
    }

    private FaultProxy of(AppSlot app) {
        return server == Server.REDIS ? app.toRedis() : app.toMongo().orElseThrow();
    }
}
