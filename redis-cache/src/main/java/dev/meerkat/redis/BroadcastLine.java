package dev.meerkat.redis;

/** One connection for one listener. Used once. */
interface BroadcastLine {

    /** Connects, subscribes and delivers until the line is cut or breaks. */
    void listen(BroadcastListener listener, byte[] channel);

    /** Whether another line would be a better one, although this one may still be up. */
    boolean isOutdated();

    /** Ends the listening, now or as soon as can be. Called by another thread than the listening one, and by one only. */
    void cut();
}
