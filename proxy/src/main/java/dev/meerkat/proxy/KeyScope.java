package dev.meerkat.proxy;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import dev.meerkat.cache.Namespace;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.codecs.configuration.CodecRegistry;
import org.jspecify.annotations.Nullable;

/**
 * What all reads of one collection handle have in common in their keys: namespace, read concern, read preference, and for
 * keys that hold an id as the caller's object, the codec registry that renders it. Two handles that agree in these share
 * their entries, also where their result types differ: an entry holds BSON, and BSON doesn't depend on who decodes it.
 * Immutable.
 */
final class KeyScope {

    private final Namespace namespace;
    private final ReadPreference readPreference;
    private final ReadConcern readConcern;
    private final CodecRegistry registry;
    private final byte[] beginning;
    private final int hash;

    KeyScope(Namespace namespace, ReadPreference readPreference, ReadConcern readConcern, CodecRegistry registry) {
        this.namespace = namespace;
        this.readPreference = readPreference;
        this.readConcern = readConcern;
        this.registry = registry;
        this.beginning = KeyWriter.elements(new BsonDocument("ns", new BsonString(namespace.fullName()))
                .append("readConcern", readConcern.asDocument())
                .append("readPreference", readPreference.toDocument()));
        this.hash = 31 * namespace.hashCode() + readPreference.hashCode();
    }

    /** Starts the key of one read. */
    KeyWriter start(String operation) {
        return new KeyWriter(beginning).text("op", operation);
    }

    /** The key of a read by id in this process. Only for ids of an immutable type with its own equals. */
    Object of(Object id) {
        return new ById(this, id);
    }

    /**
     * The registry counts by identity: two that are built alike may hold codecs that differ.
     */
    @Override
    @SuppressWarnings("ReferenceEquality")
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof KeyScope that
                        && registry == that.registry
                        && hash == that.hash
                        && namespace.equals(that.namespace)
                        && readPreference.equals(that.readPreference)
                        && readConcern.equals(that.readConcern));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    private record ById(KeyScope scope, Object id) {

        @Override
        public int hashCode() {
            return 31 * scope.hash + id.hashCode();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof ById that && id.equals(that.id) && scope.equals(that.scope);
        }
    }
}
