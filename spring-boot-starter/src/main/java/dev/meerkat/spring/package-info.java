/** Meerkat in a Spring Boot application: its client cached, its settings as properties, health, meters and annotations. */
@NullMarked
package dev.meerkat.spring;

import org.jspecify.annotations.NullMarked;
