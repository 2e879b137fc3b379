package dev.meerkat.simulation;

/** Thrown through an actor whose process has crashed: it does nothing more. */
final class Killed extends Error {

    private static final long serialVersionUID = 1;

    Killed() {
        super("the process has crashed", null, false, false);
    }
}
