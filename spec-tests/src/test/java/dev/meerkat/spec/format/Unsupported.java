package dev.meerkat.spec.format;

/** A case that can't be run: its message names the reason, and becomes the reason of a skip. */
public final class Unsupported extends RuntimeException {

    public Unsupported(String reason) {
        super(reason);
    }
}
