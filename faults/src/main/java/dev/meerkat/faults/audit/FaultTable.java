package dev.meerkat.faults.audit;

import java.util.List;

/** What an audit found, fault by fault. Immutable. */
public final class FaultTable {

    /** Whether nothing was wrong: no read past the bound, none without its process's own writes, no needless failure. */
    public boolean isGood() {
        return true;
    }

    /** How many results were audited. */
    public long reads() {
        return 0;
    }

    /** The share of audited results that came from there, 0 to 1. */
    public double share(Source source) {
        return 0;
    }

    /** How often the fault was injected. */
    public int injections(String fault) {
        return 0;
    }

    /** What was wrong, with all facts, in lines; the first hundred. */
    public List<String> violations() {
        return List.of();
    }

    /** The lines for a terminal of 120 columns, the verdict last. */
    public List<String> text() {
        return List.of();
    }

    /** The table for a page. */
    public String markdown() {
        return "";
    }

    /** All figures, as a JSON object; times in seconds. */
    public String json() {
        return "{}";
    }
}
