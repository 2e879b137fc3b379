package dev.meerkat.simulation;

import dev.meerkat.cache.Namespace;
import java.util.List;

/** The collections and ids of the story. */
final class Catalog {

    static final List<Namespace> NAMESPACES = List.of(
            new Namespace("app", "users"),
            new Namespace("app", "orders"),
            new Namespace("shop", "items"),
            new Namespace("tenant1", "orders"),
            new Namespace("tenant2", "orders"));

    /** The first of the collections whose databases come and go; each is the only one of its database. */
    static final int TENANTS = 3;

    static final int IDS = 10;
    static final String METADATA = "meta";
    static final long MS = 1_000_000;

    private Catalog() {}

    static Namespace namespace(int index) {
        return NAMESPACES.get(index);
    }
}
