package dev.meerkat.repository;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The reads within a wrapped repository's method, or within all its methods, go straight to MongoDB. For which
 * methods it is, and which of several annotations holds, is as with {@link CacheFor}: on a class marked with this, a method
 * marked {@link CacheFor} is cached.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface NoCache {}
