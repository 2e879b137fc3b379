package dev.meerkat.proxy;

import com.mongodb.MongoNamespace;
import com.mongodb.client.MongoCluster;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can't be asked of the driver through its interfaces: the client behind a collection or a database, whether it
 * encrypts, and the namespace of a write model. The driver's handles hold an executor, which is an inner class of their
 * {@link MongoCluster}. Tests show that this holds for the driver in use.
 */
final class DriverInternals {

    private static final String INTERNAL = "com.mongodb.client.internal.";

    /** The fields of the driver's own classes that can hold an object. */
    private static final ClassValue<List<Field>> REFERENCES = new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
            List<Field> fields = new ArrayList<>();
            for (Class<?> its = type; its.getName().startsWith(INTERNAL); its = its.getSuperclass()) {
                for (Field field : its.getDeclaredFields()) {
                    if (!Modifier.isStatic(field.getModifiers())
                            && !field.getType().isPrimitive()) {
                        field.setAccessible(true);
                        fields.add(field);
                    }
                }
            }
            return List.copyOf(fields);
        }
    };

    /** The field that says whether there is encryption: one or none. */
    private static final ClassValue<List<Field>> ENCRYPTION = new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals("autoEncryptionSettings")) {
                    field.setAccessible(true);
                    return List.of(field);
                }
            }
            return List.of();
        }
    };

    private DriverInternals() {}

    /**
     * The client that a collection or a database was made from.
     *
     * @throws IllegalArgumentException where it can't be found
     */
    static MongoCluster clientOf(Object handle) {
        MongoCluster found = null;
        try {
            found = clusterWithin(handle, 2);
        } catch (IllegalAccessException | InaccessibleObjectException e) {
            throw notFound(handle, e);
        }
        if (found == null) {
            throw notFound(handle, null);
        }
        return found;
    }

    private static IllegalArgumentException notFound(Object handle, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "The client behind " + handle.getClass().getName()
                        + " can't be found, and a session of that very client is needed. Use wrap("
                        + (handle instanceof MongoDatabase ? "database" : "collection") + ", client).",
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
        for (Field field : ENCRYPTION.get(handle.getClass())) {
            if (field.get(handle) != null) {
                return true;
            }
        }
        return false;
    }

    /** The namespace that one of a client's write models names; null where that can't be seen. */
    static @Nullable MongoNamespace namespaceOf(Object model) {
        try {
            return (MongoNamespace) model.getClass().getMethod("getNamespace").invoke(model);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }

    private static @Nullable MongoCluster clusterWithin(Object object, int depth) throws IllegalAccessException {
        for (Field field : REFERENCES.get(object.getClass())) {
            Object value = field.get(object);
            if (value instanceof MongoCluster cluster) {
                return cluster;
            }
            MongoCluster within = value == null || depth == 1 ? null : clusterWithin(value, depth - 1);
            if (within != null) {
                return within;
            }
        }
        return null;
    }
}
