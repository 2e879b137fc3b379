package dev.meerkat.examples.demo.claims;

import org.bson.Document;

/**
 * What came of a claim.
 *
 * @param state whether it holds
 * @param text one sentence: what was claimed and what was seen
 * @param figures what was seen, in numbers
 */
public record Verdict(State state, String text, Document figures) {

    /** Whether a claim holds. */
    public enum State {
        /** It was seen to hold. */
        HOLDS,
        /** It was seen not to hold. */
        FAILS,
        /** It can't be shown on these servers. */
        NOT_SHOWN
    }

    static Verdict of(boolean holds, String text, Document figures) {
        return new Verdict(holds ? State.HOLDS : State.FAILS, text, figures);
    }

    static Verdict notShown(String text) {
        return new Verdict(State.NOT_SHOWN, text, new Document());
    }

    /** A claim whose experiment could not be carried out to its end. */
    public static Verdict failed(Claim claim, Exception reason) {
        return new Verdict(State.FAILS, claim.title() + ": " + reason.getMessage(), new Document());
    }

    /** Whether it was not seen to fail. */
    public boolean isGood() {
        return state != State.FAILS;
    }
}
