package dev.meerkat.simulation;

import dev.meerkat.cache.Invalidation;
import dev.meerkat.cache.Namespace;
import dev.meerkat.cache.Tags;
import dev.meerkat.cache.spi.PortException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.bson.BsonInt32;
import org.jspecify.annotations.Nullable;

/** Writes through Meerkat, or behind its back where it has no process. */
final class Writer {

    private final World world;
    private final @Nullable SimulatedProcess process;

    Writer(World world, @Nullable SimulatedProcess process) {
        this.world = world;
        this.process = process;
    }

    /** What was written, and what it raises. */
    private record Written(Op op, List<Invalidation> raised) {}

    void writeOnce() {
        try {
            write();
        } catch (PortException e) {
            world.trace(() -> process + " doesn't know what came of its write: " + e.getMessage());
        }
    }

    private void write() throws PortException {
        Link link = process == null ? new Link() : process.toMongo();
        Pace pace = world.pace();
        pace.request(link);
        Written written = choose();
        boolean majority = !world.chance().oneIn(4);
        if (majority) {
            world.mongo().awaitCommitted(written.op());
        }
        pace.answer(link);
        if (process != null) {
            for (Invalidation invalidation : written.raised()) {
                pace.step();
                process.cache().written(invalidation);
            }
            process.ownWrites()
                    .acknowledged(written.op().changes(), written.op().time());
        }
        world.trace(() -> (process == null ? "somebody" : process) + " wrote " + written.op());
    }

    /** Changes several documents behind Meerkat's back, in one transaction. */
    void transaction() {
        documents(5);
    }

    private Written choose() {
        int dice = world.chance().below(40);
        if (dice == 0) {
            return drop(world.chance().below(Catalog.NAMESPACES.size()));
        } else if (dice == 1) {
            return rename();
        }
        return documents(dice < 12 ? 2 + world.chance().below(5) : 1);
    }

    private Written documents(int count) {
        TreeSet<Integer> slots = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            slots.add(world.chance().below(Catalog.NAMESPACES.size() * Catalog.IDS));
        }
        List<Change> changes = new ArrayList<>();
        for (int slot : slots) {
            long value =
                    world.chance().below(5) == 0 ? Change.ABSENT : world.mongo().newValue();
            changes.add(new Change(slot / Catalog.IDS, slot % Catalog.IDS, value));
        }
        Op op = world.mongo().appendDocuments(changes);
        List<Invalidation> raised = new ArrayList<>();
        for (Change change : changes) {
            Namespace namespace = Catalog.namespace(change.namespace());
            raised.add(new Invalidation.Documents(
                    op.time(), namespace, Tags.document(namespace, new BsonInt32(change.id()))));
        }
        return new Written(op, raised);
    }

    private Written drop(int namespace) {
        Op op = world.mongo().append(clearing(namespace), List.of(Events.drop(Catalog.namespace(namespace))));
        return new Written(op, List.of(whole(op, namespace)));
    }

    private Written rename() {
        int from = world.chance().below(Catalog.NAMESPACES.size());
        int to = (from + 1) % Catalog.NAMESPACES.size();
        List<Change> changes = new ArrayList<>(clearing(from));
        for (int id = 0; id < Catalog.IDS; id++) {
            long value = world.truth().latest(from, id);
            if (value != world.truth().latest(to, id)) {
                changes.add(new Change(to, id, value));
            }
        }
        Op op = world.mongo().append(changes, List.of(Events.rename(Catalog.namespace(from), Catalog.namespace(to))));
        return new Written(op, List.of(whole(op, from), whole(op, to)));
    }

    private List<Change> clearing(int namespace) {
        List<Change> changes = new ArrayList<>();
        for (int id = 0; id < Catalog.IDS; id++) {
            if (world.truth().latest(namespace, id) != Change.ABSENT) {
                changes.add(new Change(namespace, id, Change.ABSENT));
            }
        }
        return changes;
    }

    private static Invalidation whole(Op op, int namespace) {
        return new Invalidation.WholeNamespace(op.time(), Catalog.namespace(namespace));
    }
}
