package dev.meerkat.repository;

import com.mongodb.client.MongoCluster;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Fields for the driver's handles. */
final class Handles {

    private Handles() {}

    /** Whether values of this type are handles. */
    static boolean isType(@Nullable Class<?> type) {
        return type != null
                && (MongoCollection.class.isAssignableFrom(type)
                        || MongoDatabase.class.isAssignableFrom(type)
                        || MongoCluster.class.isAssignableFrom(type));
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
}
