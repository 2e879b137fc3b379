package dev.meerkat.faults;

import dev.meerkat.faults.fault.Fault;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** Draws faults: each comes once before any comes again. For one thread. */
final class Deck {

    private final List<Fault> faults;
    private final Random lots;
    private final Deque<Fault> left = new ArrayDeque<>();

    Deck(List<Fault> faults, Random lots) {
        this.faults = List.copyOf(faults);
        this.lots = lots;
    }

    Fault draw() {
        if (left.isEmpty()) {
            List<Fault> shuffled = new ArrayList<>(faults);
            Collections.shuffle(shuffled, lots);
            left.addAll(shuffled);
        }
        return left.remove();
    }
}
