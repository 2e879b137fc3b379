package dev.meerkat.faults.fault;

import dev.meerkat.faults.fault.Link.Server;
import java.util.ArrayList;
import java.util.List;

/** All faults. */
public final class Catalog {

    private static final List<Fault> ALL = all();

    private Catalog() {}

    /** In the order of the table. */
    public static List<Fault> faults() {
        return ALL;
    }

    private static List<Fault> all() {
        List<Fault> faults = new ArrayList<>();
        for (Whose whose : List.of(Whose.LEADER, Whose.FOLLOWER)) {
            faults.add(new ProcessKilled(whose));
            faults.add(new ProcessStopped(whose));
        }
        faults.addAll(List.of(new MachineSuspended(), new ClockJumps(true), new ClockJumps(false)));
        faults.addAll(List.of(new RedisStopped(), new RedisRestarted(), new RedisFlushed()));
        for (Server server : Server.values()) {
            for (Whose whose : Whose.values()) {
                faults.add(new LinkCut(new Link(server, whose)));
                faults.add(new LinkStalled(new Link(server, whose)));
            }
        }
        for (StreamLost.Why why : StreamLost.Why.values()) {
            faults.add(new StreamLost(why));
        }
        faults.add(new StreamsLag());
        for (CommandsFail.Kind kind : CommandsFail.Kind.values()) {
            faults.add(new CommandsFail(kind));
        }
        faults.add(new PrimaryStepsDown());
        return List.copyOf(faults);
    }
}
