package dev.meerkat.repository;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How long results of the reads within a wrapped repository's method, or within all its methods, are kept at most. A method's
 * own annotation holds against its class's, a class's against what it inherits. What the caller says holds against both.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface CacheFor {

    /** At least a millisecond, such as {@code 10m}, {@code 90s}, {@code 1h30m}, {@code 250ms}, {@code 2d} or {@code PT10M}. */
    String value();
}
