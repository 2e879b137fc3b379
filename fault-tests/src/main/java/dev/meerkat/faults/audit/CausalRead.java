package dev.meerkat.faults.audit;

/**
 * A read in a causal session. Besides all that is asked of any read it has to show what the session has seen before, in
 * whatever processes.
 *
 * @param seen the largest number of the document that the session had written or read before, or {@link Read#ABSENT}
 */
public record CausalRead(Read read, long seen) {}
