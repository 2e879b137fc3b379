package dev.meerkat.faults.fault;

import dev.meerkat.embedded.FaultProxy;
import dev.meerkat.faults.stage.Stage;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** All connections of a link are reset, and new ones too. */
record LinkCut(Link link) implements Fault {

    @Override
    public String name() {
        return link.inName().formatted("cut");
    }

    @Override
    public Optional<String> missing(Stage stage) {
        return link.missing(stage);
    }

    @Override
    public Heal inject(Stage stage, Random lots) {
        List<FaultProxy> links = link.in(stage, lots);
        links.forEach(FaultProxy::cut);
        return () -> links.forEach(FaultProxy::restore);
    }
}
