package dev.meerkat.simulation;

/** A process's way to a server. */
final class Link {

    private boolean cut;
    private boolean serverAway;

    boolean isCut() {
        return cut || serverAway;
    }

    void setCut(boolean cut) {
        this.cut = cut;
    }

    void setServerAway(boolean away) {
        serverAway = away;
    }
}
