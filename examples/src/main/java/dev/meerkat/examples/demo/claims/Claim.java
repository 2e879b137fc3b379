package dev.meerkat.examples.demo.claims;

/** Something that the demo says of Meerkat, and the experiment that shows it. */
public interface Claim {

    /** What it is about, in a few words. */
    String title();

    /**
     * Carries the experiment out. Leaves as many processes running as it found.
     *
     * @throws dev.meerkat.examples.demo.group.MemberLostException if a process fails that shouldn't: the claim doesn't hold
     */
    Verdict check();
}
