package dev.meerkat.proxy;

import com.mongodb.client.MongoCluster;
import com.mongodb.client.MongoCollection;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * What can't be asked of the driver through its interfaces: the client behind a collection, and whether it encrypts. The
 * driver's collection holds an executor, which is an inner class of its {@link MongoCluster}. A test shows that this holds
 * for the driver in use.
 */
final class DriverInternals {

    private static final String INTERNAL = "com.mongodb.client.internal.";

    private DriverInternals() {}

    /**
     * The client that the collection was made from.
     *
     * @throws IllegalArgumentException where it can't be found
     */
    static MongoCluster clientOf(MongoCollection<?> collection) {
        MongoCluster found = null;
        try {
            found = clusterWithin(collection, 2);
        } catch (IllegalAccessException | InaccessibleObjectException e) {
            throw notFound(collection, e);
        }
        if (found == null) {
            throw notFound(collection, null);
        }
        return found;
    }

    private static IllegalArgumentException notFound(MongoCollection<?> collection, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "The client behind " + collection.getClass().getName()
                        + " can't be found, and a session of that very client is needed. Use wrap(collection, client).",
                cause);
    }

    /** Whether the client encrypts and decrypts fields by itself, as far as that can be seen. */
    static boolean encrypts(MongoCollection<?> collection, MongoCluster client) {
        try {
            MongoCluster inner = clusterWithin(client, 1);
            return hasEncryption(collection) || hasEncryption(client) || (inner != null && hasEncryption(inner));
        } catch (IllegalAccessException | InaccessibleObjectException e) {
            return false;
        }
    }

    private static boolean hasEncryption(Object handle) throws IllegalAccessException {
        for (Field field : handle.getClass().getDeclaredFields()) {
            if (field.getName().equals("autoEncryptionSettings")) {
                field.setAccessible(true);
                return field.get(handle) != null;
            }
        }
        return false;
    }

    private static @Nullable MongoCluster clusterWithin(Object object, int depth) throws IllegalAccessException {
        for (Class<?> type = object.getClass(); type.getName().startsWith(INTERNAL); type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) || field.getType().isPrimitive()) {
                    continue;
                }
                field.setAccessible(true);
                Object value = field.get(object);
                if (value instanceof MongoCluster cluster) {
                    return cluster;
                }
                MongoCluster within = value == null || depth == 1 ? null : clusterWithin(value, depth - 1);
                if (within != null) {
                    return within;
                }
            }
        }
        return null;
    }
}
