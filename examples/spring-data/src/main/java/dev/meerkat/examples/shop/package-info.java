/** A small shop: what a Spring Boot application with MongoDB looks like, and nothing about a cache in it. */
@NullMarked
package dev.meerkat.examples.shop;

import org.jspecify.annotations.NullMarked;
