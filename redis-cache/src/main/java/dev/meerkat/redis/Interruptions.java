package dev.meerkat.redis;

import org.jspecify.annotations.Nullable;

/** Jedis swallows a thread's interrupt into its exceptions; here it is found again. */
final class Interruptions {

    private Interruptions() {}

    /** Interrupts this thread again if that is what the exception stems from; tells whether it is. */
    static boolean keep(Throwable thrown) {
        for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof InterruptedException) {
                Thread.currentThread().interrupt();
                return true;
            }
        }
        return false;
    }
}
