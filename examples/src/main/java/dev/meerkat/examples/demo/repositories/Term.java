package dev.meerkat.examples.demo.repositories;

import org.bson.codecs.pojo.annotations.BsonId;

/**
 * The name of a country or a language in one language.
 *
 * @param name such as {@code Allemagne}
 * @param script the Unicode script that the name is written in
 */
public record Term(@BsonId TermId id, String name, String script) {}
