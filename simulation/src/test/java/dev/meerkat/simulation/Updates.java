package dev.meerkat.simulation;

import java.util.List;

/** What is written to a document that is there, as the chance will have it: of one field, of both, or of all of it. */
final class Updates {

    private final World world;

    Updates(World world) {
        this.world = world;
    }

    /** By an update's operators, or by another document in its place. */
    Change any(int namespace, int id, long before) {
        return world.chance().oneIn(4)
                ? new Change(namespace, id, world.mongo().newValue())
                : byOperators(namespace, id, before);
    }

    Change byOperators(int namespace, int id, long before) {
        long fresh = world.mongo().newValue();
        return switch (world.chance().below(8)) {
            case 0 -> new Change(namespace, id, Fields.withV(before, fresh), List.of(Fields.REMOVED));
            case 1 -> new Change(namespace, id, Fields.withV(before, fresh), List.of(Fields.TRUNCATED));
            case 2 -> new Change(namespace, id, Fields.withV(before, fresh), List.of(Fields.V));
            case 3 -> new Change(namespace, id, fresh, List.of(Fields.V, Fields.W));
            case 4 -> new Change(namespace, id, fresh, List.of(Fields.W, Fields.REMOVED));
            default -> new Change(namespace, id, Fields.withW(before, fresh), List.of(Fields.W));
        };
    }
}
