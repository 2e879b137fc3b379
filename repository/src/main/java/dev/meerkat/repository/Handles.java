package dev.meerkat.repository;

import com.mongodb.client.MongoCluster;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.meerkat.proxy.HandleProxies;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The driver's handles: which objects and which fields they are. */
final class Handles {

    private Handles() {}

    /** Whether values of this type are handles. */
    static boolean isType(@Nullable Class<?> type) {
        return type != null
                && (MongoCollection.class.isAssignableFrom(type)
                        || MongoDatabase.class.isAssignableFrom(type)
                        || MongoCluster.class.isAssignableFrom(type));
    }

    static boolean isHandle(@Nullable Object object) {
        return object != null && isType(object.getClass());
    }

    /** Whether a field is a {@link Supplier} of handles, as far as its declaration tells. */
    static boolean isSupplier(Field field) {
        return field.getType() == Supplier.class
                && field.getGenericType() instanceof ParameterizedType supplier
                && isType(erasure(supplier.getActualTypeArguments()[0]));
    }

    private static @Nullable Class<?> erasure(Type type) {
        if (type instanceof Class<?> plain) {
            return plain;
        }
        if (type instanceof ParameterizedType parameterized) {
            return erasure(parameterized.getRawType());
        }
        if (type instanceof WildcardType wildcard) {
            return erasure(wildcard.getUpperBounds()[0]);
        }
        return type instanceof TypeVariable<?> variable ? erasure(variable.getBounds()[0]) : null;
    }

    /** The handle, wrapped for whom the proxies are. */
    static Object wrap(HandleProxies proxies, Object handle) {
        if (handle instanceof MongoCollection<?> collection) {
            return proxies.wrap(collection);
        }
        throw new UnsupportedOperationException(handle.getClass().getName());
    }
}
