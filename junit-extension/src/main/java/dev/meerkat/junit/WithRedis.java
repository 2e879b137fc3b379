package dev.meerkat.junit;

/** To come. */
@interface WithRedis {}
