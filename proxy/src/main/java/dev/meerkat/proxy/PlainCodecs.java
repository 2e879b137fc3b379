package dev.meerkat.proxy;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.Document;
import org.bson.codecs.configuration.CodecRegistry;

/**
 * Which types a registry renders by the driver's own codecs: to the same for equal values, whenever it is asked. A codec of
 * somebody else's may look at the time or the thread. Thread-safe.
 */
final class PlainCodecs {

    private static final String DRIVERS = "org.bson.codecs.";

    private static final Set<Class<?>> BSON = Set.of(
            BsonBoolean.class,
            BsonDouble.class,
            BsonInt32.class,
            BsonInt64.class,
            BsonNull.class,
            BsonObjectId.class,
            BsonString.class);

    /** What a type is to a query. */
    enum Kind {
        /** Immutable, without parts. */
        VALUE,
        /** One of the JDK's own. */
        COLLECTION,
        /** Names and values. */
        DOCUMENT,
        /** Of the driver's query builders. */
        BUILDER,
        /** Nobody knows how it is rendered. */
        OTHER
    }

    private final CodecRegistry registry;
    private final ConcurrentMap<Class<?>, Kind> kinds = new ConcurrentHashMap<>();

    PlainCodecs(CodecRegistry registry) {
        this.registry = registry;
    }

    CodecRegistry registry() {
        return registry;
    }

    Kind kind(Class<?> type) {
        Kind known = kinds.get(type);
        return known == null ? kinds.computeIfAbsent(type, this::decide) : known;
    }

    private Kind decide(Class<?> type) {
        if (!hasDriversCodec(BsonDocument.class)) {
            return Kind.OTHER; // it is what the driver renders all else through
        }
        if (BuilderFields.of(type) != null) {
            return Kind.BUILDER;
        }
        if (!hasDriversCodec(type)) {
            return Kind.OTHER;
        }
        if (type == BsonDocument.class || type == Document.class) {
            return Kind.DOCUMENT;
        }
        if (BSON.contains(type) || (!type.isRecord() && Immutability.of(type))) {
            return Kind.VALUE;
        }
        return type.getClassLoader() == null && Collection.class.isAssignableFrom(type) ? Kind.COLLECTION : Kind.OTHER;
    }

    private boolean hasDriversCodec(Class<?> type) {
        try {
            return registry.get(type).getClass().getName().startsWith(DRIVERS);
        } catch (RuntimeException none) {
            return false;
        }
    }
}
