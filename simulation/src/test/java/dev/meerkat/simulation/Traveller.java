package dev.meerkat.simulation;

import dev.meerkat.cache.Freshness;

/** Plays the part of a process in chains that come by: some reads and writes of each, and it goes on elsewhere. */
final class Traveller {

    private final World world;
    private final SimulatedProcess process;
    private final Reader reader;
    private final Writer writer;

    Traveller(World world, SimulatedProcess process) {
        this.world = world;
        this.process = process;
        this.reader = new Reader(world, process);
        this.writer = new Writer(world, process);
    }

    /** Takes a chain that is nowhere now, if there is one, and plays some steps of it. */
    void visit() {
        Chain chain = world.freeChain();
        if (chain == null) {
            return;
        }
        chain.enter(process);
        try {
            for (int steps = 1 + world.chance().below(3); steps > 0; steps--) {
                if (world.chance().oneIn(stepsPerWrite())) {
                    writer.writeOnce(chain);
                } else {
                    reader.read(chain.next(), new Freshness(chain.past().time(), null), chain);
                }
            }
        } finally {
            chain.leave();
        }
    }

    /** In a calm world a chain writes about as often as a process does. */
    private int stepsPerWrite() {
        return world.isCalm() ? (int) (world.writePause() / (world.settings().thinkMillis() * Catalog.MS)) : 5;
    }
}
