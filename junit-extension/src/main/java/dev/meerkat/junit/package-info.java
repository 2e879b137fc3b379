/** A MongoDB and a Redis for JUnit's tests: {@link dev.meerkat.junit.WithMongo}, {@link dev.meerkat.junit.WithRedis}. */
@NullMarked
package dev.meerkat.junit;

import org.jspecify.annotations.NullMarked;
