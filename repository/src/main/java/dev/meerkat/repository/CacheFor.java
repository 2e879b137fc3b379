package dev.meerkat.repository;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How long results of the reads within a wrapped repository's method, or within all its methods, are kept at most. On a class
 * it is for all methods of its objects, those of subclasses and of base classes among them; on an interface for those that it
 * has. The nearest holds: on the method, on one that it overrides, on the class, on a base class, on an interface. What the
 * caller says holds against all of them.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface CacheFor {

    /**
     * {@return at least a millisecond, such as {@code 10m}, {@code 90s}, {@code 1h30m}, {@code 250ms}, {@code 2d} or
     * {@code PT10M}}
     */
    String value();
}
