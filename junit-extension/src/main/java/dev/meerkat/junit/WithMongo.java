package dev.meerkat.junit;

/** To come. */
@interface WithMongo {}
