package dev.meerkat.proxy;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import dev.meerkat.cache.Namespace;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.codecs.Codec;
import org.bson.codecs.IntegerCodec;
import org.bson.codecs.LongCodec;
import org.bson.codecs.ObjectIdCodec;
import org.bson.codecs.StringCodec;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * What all reads of one collection handle have in common in their keys: namespace, read concern, read preference. Two handles
 * that agree in these share their entries, also where their result types differ: an entry holds BSON, and BSON doesn't depend
 * on who decodes it. Thread-safe.
 */
final class KeyScope {

    /** How the driver itself renders ids of the usual immutable types. */
    private static final Map<Class<?>, Class<?>> PLAIN = Map.of(
            String.class, StringCodec.class,
            ObjectId.class, ObjectIdCodec.class,
            Integer.class, IntegerCodec.class,
            Long.class, LongCodec.class);

    private final Namespace namespace;
    private final ReadPreference readPreference;
    private final ReadConcern readConcern;
    private final byte[] beginning;
    private final int hash;
    private final PlainCodecs codecs;
    private volatile @Nullable Class<?> plain;

    KeyScope(Namespace namespace, ReadPreference readPreference, ReadConcern readConcern, PlainCodecs codecs) {
        this.namespace = namespace;
        this.readPreference = readPreference;
        this.readConcern = readConcern;
        this.codecs = codecs;
        this.beginning = KeyWriter.elements(new BsonDocument("ns", new BsonString(namespace.fullName()))
                .append("readConcern", readConcern.asDocument())
                .append("readPreference", readPreference.toDocument()));
        this.hash = 31 * namespace.hashCode() + readPreference.hashCode();
    }

    /** What queries' values are rendered by. */
    PlainCodecs codecs() {
        return codecs;
    }

    /** Starts the key of one read. */
    KeyWriter start(String operation) {
        return new KeyWriter(beginning).text("op", operation);
    }

    /**
     * The key of a read by id in this process: the id itself, where the driver renders it as it is. Null for other types, and
     * where the registry has a codec of its own for this one: only the rendered id tells then.
     */
    @Nullable
    Object of(Object id) {
        return id.getClass() == plain || isPlain(id.getClass()) ? new ById(this, id) : null;
    }

    /** The id as the driver renders it; null where only the registry's codec can tell. */
    @Nullable
    BsonValue render(Object id) {
        if (id.getClass() != plain && !isPlain(id.getClass())) {
            return null;
        }
        if (id instanceof ObjectId its) {
            return new BsonObjectId(its);
        } else if (id instanceof String its) {
            return new BsonString(its);
        }
        return id instanceof Integer its ? new BsonInt32(its) : new BsonInt64((Long) id);
    }

    private boolean isPlain(Class<?> type) {
        Class<?> drivers = PLAIN.get(type);
        if (drivers == null) {
            return false;
        }
        Codec<?> codec = codecs.registry().get(type);
        if (codec.getClass() != drivers || (codec instanceof StringCodec text && !isText(text))) {
            return false;
        }
        plain = type;
        return true;
    }

    private static boolean isText(StringCodec codec) {
        return codec.getRepresentation() == BsonType.STRING;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof KeyScope that
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

        @Override
        public String toString() {
            return "{ns: " + scope.namespace + ", op: findById, _id: " + id + "}";
        }
    }
}
