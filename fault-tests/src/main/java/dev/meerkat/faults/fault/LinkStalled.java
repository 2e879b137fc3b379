package dev.meerkat.faults.fault;

import dev.meerkat.embedded.FaultProxy;
import dev.meerkat.faults.stage.Stage;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** All connections of a link stay, and nothing comes through: in both directions, or in one. */
record LinkStalled(Link link) implements Fault {

    @Override
    public String name() {
        return link.inName().formatted("stall");
    }

    @Override
    public Optional<String> missing(Stage stage) {
        return link.missing(stage);
    }

    @Override
    public Heal inject(Stage stage, Random lots) {
        List<FaultProxy> links = link.in(stage, lots);
        int way = lots.nextInt(4);
        for (FaultProxy proxy : links) {
            if (way != 0) {
                proxy.toServer().stall();
            }
            if (way != 1) {
                proxy.toClient().stall();
            }
        }
        return () -> links.forEach(FaultProxy::resume);
    }
}
