package dev.meerkat.simulation;

import dev.meerkat.cache.ChangedFields;
import dev.meerkat.cache.Invalidation;
import dev.meerkat.cache.Namespace;
import dev.meerkat.cache.Tags;
import dev.meerkat.cache.spi.PortException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.bson.BsonDocument;
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

    /**
     * What was written, and what it raises.
     *
     * @param failed whether it failed half-way: what is here was done, and no more
     */
    private record Written(List<Op> ops, List<Invalidation> raised, boolean failed) {
        Written(Op op, List<Invalidation> raised) {
            this(List.of(op), raised, false);
        }

        Op last() {
            return ops.get(ops.size() - 1);
        }
    }

    void writeOnce() {
        writeOnce(null);
    }

    /** @param chain that the write is part of, or null */
    void writeOnce(@Nullable Chain chain) {
        if (world.mongo().isQuiet()) {
            return;
        }
        try {
            write(chain);
        } catch (PortException e) {
            world.trace(() -> process + " doesn't know what came of its write: " + e.getMessage());
        }
    }

    private void write(@Nullable Chain chain) throws PortException {
        Link link = process == null ? new Link() : process.toMongo();
        Pace pace = world.pace();
        pace.request(link);
        Written written = choose();
        boolean majority = !world.chance().oneIn(4);
        if (majority) {
            world.mongo().awaitCommitted(written.last());
        }
        pace.answer(link);
        SimulatedProcess here = process;
        if (here != null) {
            if (world.has(Flaw.RAISED_AFTER_RETURN)) {
                world.stage().spawn(here.place(), pace.latency(), () -> raise(here, written));
            } else if (!written.failed() || !world.has(Flaw.RAISED_ON_SUCCESS_ONLY)) {
                raise(here, written);
            }
            written.ops().forEach(op -> acknowledged(here, op, chain));
        }
        world.trace(() -> (process == null ? "somebody" : process) + " wrote " + written.ops());
    }

    private void raise(SimulatedProcess here, Written written) {
        for (Invalidation invalidation : written.raised()) {
            world.pace().step();
            here.cache().written(invalidation);
        }
    }

    /** What was rolled back before its writer has heard of it was never seen by anybody. */
    private void acknowledged(SimulatedProcess here, Op op, @Nullable Chain chain) {
        if (!world.mongo().isGone(op)) {
            here.seen().wrote(op.changes(), op.time());
            if (chain != null) {
                chain.wrote(op);
            }
        }
    }

    /** Changes several documents behind Meerkat's back, in one transaction. */
    Op transaction(int documents) {
        return world.mongo().appendDocuments(changes(documents));
    }

    private Written choose() {
        int dice = world.chance().below(50);
        return switch (dice) {
            case 0 -> drop(world.chance().below(Catalog.NAMESPACES.size()));
            case 1 -> rename();
            case 2 -> dropTenant();
            case 3, 4, 5 -> byFilter();
            case 6, 7, 8, 9, 10 -> bulk(changes(2 + world.chance().below(5)));
            default -> documents(dice < 18 ? 2 + world.chance().below(5) : 1);
        };
    }

    private List<Change> changes(int count) {
        TreeSet<Integer> slots = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            int slot = world.chance().below(Catalog.NAMESPACES.size() * Catalog.IDS);
            boolean missing = isMissing(slot / Catalog.IDS);
            slots.add(missing && !world.chance().oneIn(4) ? slot % (Catalog.TENANTS * Catalog.IDS) : slot);
        }
        List<Change> changes = new ArrayList<>();
        for (int slot : slots) {
            int namespace = slot / Catalog.IDS;
            boolean away = !isMissing(namespace) && world.chance().below(5) == 0;
            if (isMissing(namespace)) {
                appear(namespace);
            }
            changes.add(change(namespace, slot % Catalog.IDS, away));
        }
        return changes;
    }

    private Change change(int namespace, int id, boolean away) {
        long before = world.truth().latest(namespace, id);
        if (away) {
            return new Change(namespace, id, Change.ABSENT);
        }
        return before == Change.ABSENT
                ? new Change(namespace, id, world.mongo().newValue())
                : new Updates(world).any(namespace, id, before);
    }

    private boolean isMissing(int namespace) {
        return namespace >= Catalog.TENANTS
                && world.truth().latest().summaries()[namespace].count() == 0;
    }

    /** A database is there from its first document on; some servers tell. */
    private void appear(int namespace) {
        world.tally().count(Incident.TENANT_APPEARED);
        if (world.chance().oneIn(2)) {
            world.mongo().append(List.of(), List.of(Events.create(Catalog.namespace(namespace))));
        }
    }

    private Written documents(int count) {
        List<Change> changes = changes(count);
        Op op = world.mongo().appendDocuments(changes);
        return new Written(op, raisedBy(changes, op.time()));
    }

    private List<Invalidation> raisedBy(List<Change> changes, long time) {
        List<Invalidation> raised = new ArrayList<>();
        for (Change change : changes) {
            Namespace namespace = Catalog.namespace(change.namespace());
            raised.add(new Invalidation.Documents(
                    time, namespace, fields(namespace, change), Tags.document(namespace, new BsonInt32(change.id()))));
        }
        return raised;
    }

    private ChangedFields fields(Namespace namespace, Change change) {
        boolean none = world.has(
                change.paths().isEmpty() ? Flaw.OWN_WRITE_RAISES_NO_MEMBERS : Flaw.OWN_UPDATE_RAISES_NO_FIELDS);
        return ChangedFields.of(namespace, none ? Fields.NONE_OF_THEM : change.paths());
    }

    /** One document after the other; it may fail on the way, and has changed what it has. */
    private Written bulk(List<Change> changes) {
        boolean fails = changes.size() > 1 && world.chance().oneIn(3);
        int done = fails ? 1 + world.chance().below(changes.size() - 1) : changes.size();
        List<Op> ops = new ArrayList<>();
        for (Change change : changes.subList(0, done)) {
            ops.add(world.mongo().appendDocuments(List.of(change)));
        }
        if (fails) {
            world.tally().count(Incident.WRITE_FAILED_HALF_WAY);
        }
        return new Written(ops, raisedBy(changes, ops.get(done - 1).time()), fails);
    }

    /** Changes whatever a filter lets through: its ids are not known to the writer. */
    private Written byFilter() {
        int namespace = world.chance().below(Catalog.TENANTS);
        List<Op> ops = new ArrayList<>();
        for (int id = 0; id < Catalog.IDS; id++) {
            long value = world.truth().latest(namespace, id);
            if (Truth.isSome(value)) {
                Change change = new Updates(world).byOperators(namespace, id, value);
                ops.add(world.mongo().appendDocuments(List.of(change)));
            }
        }
        if (ops.isEmpty()) {
            return documents(1);
        }
        long time = ops.get(ops.size() - 1).time();
        Namespace name = Catalog.namespace(namespace);
        return new Written(
                ops,
                List.of(
                        world.has(Flaw.UNKNOWN_IDS_RAISE_QUERIES_ONLY)
                                ? new Invalidation.Documents(time, name)
                                : new Invalidation.WholeNamespace(time, name)),
                false);
    }

    private Written drop(int namespace) {
        Op op = world.mongo().append(clearing(namespace), List.of(Events.drop(Catalog.namespace(namespace))));
        return new Written(op, List.of(whole(op, namespace)));
    }

    private Written dropTenant() {
        int namespace = Catalog.TENANTS + world.chance().below(Catalog.NAMESPACES.size() - Catalog.TENANTS);
        if (isMissing(namespace)) {
            return documents(1);
        }
        world.tally().count(Incident.TENANT_DROPPED);
        Namespace name = Catalog.namespace(namespace);
        Op collection = world.mongo().append(clearing(namespace), List.of(Events.drop(name)));
        Op database = world.mongo().append(List.of(), List.of(Events.dropDatabase(name)));
        return new Written(
                List.of(collection, database),
                List.of(new Invalidation.WholeDatabase(database.time(), name.database())),
                false);
    }

    private Written rename() {
        int from = world.chance().below(Catalog.TENANTS);
        int to = (from + 1) % Catalog.TENANTS;
        List<Change> changes = new ArrayList<>(clearing(from));
        for (int id = 0; id < Catalog.IDS; id++) {
            long value = world.truth().latest(from, id);
            if (value != world.truth().latest(to, id)) {
                changes.add(new Change(to, id, value));
            }
        }
        BsonDocument event = Events.rename(Catalog.namespace(from), Catalog.namespace(to));
        Op op = world.mongo().append(changes, List.of(event));
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
