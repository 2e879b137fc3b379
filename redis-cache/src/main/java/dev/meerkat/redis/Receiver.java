package dev.meerkat.redis;

/** Takes what comes in on a channel, one at a time. */
interface Receiver {

    /** A message came. */
    void onMessage(byte[] message);

    /** Messages may have been lost: the connection was made anew. */
    void onGap();
}
