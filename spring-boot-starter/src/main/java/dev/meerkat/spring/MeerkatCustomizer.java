package dev.meerkat.spring;

import dev.meerkat.MeerkatBuilder;

/** A bean that says more to the builder than properties can: a Jedis client of the application's, for instance. */
@FunctionalInterface
public interface MeerkatCustomizer {

    /**
     * Called once, when the application's client is made; so the bean must not need anything that works on MongoDB.
     * What properties say holds against it.
     *
     * @param builder has the settings of the properties
     */
    void customize(MeerkatBuilder builder);
}
