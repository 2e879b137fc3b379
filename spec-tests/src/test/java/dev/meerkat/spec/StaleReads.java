package dev.meerkat.spec;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A bad cache: what was once found for a filter stays so. */
final class StaleReads implements InvocationHandler {

    private final Object target;
    private final Map<String, List<Object>> found;

    private StaleReads(Object target, Map<String, List<Object>> found) {
        this.target = target;
        this.found = found;
    }

    /** A client that remembers, and never forgets. */
    static MongoClient of(MongoClient client) {
        return proxy(MongoClient.class, client, new HashMap<>());
    }

    /** What a wrapped client wraps. */
    static MongoClient driverOf(MongoClient client) {
        for (Class<?> type = client.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (MongoClient.class.isAssignableFrom(field.getType())) {
                    try {
                        field.setAccessible(true);
                        return (MongoClient) field.get(client);
                    } catch (IllegalAccessException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
        }
        throw new IllegalArgumentException("not wrapped: " + client);
    }

    private static <T> T proxy(Class<T> type, Object target, Map<String, List<Object>> found) {
        return type.cast(Proxy.newProxyInstance(
                StaleReads.class.getClassLoader(), new Class<?>[] {type}, new StaleReads(target, found)));
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments) throws Throwable {
        Object result;
        try {
            result = method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        if (result instanceof MongoDatabase) {
            return proxy(MongoDatabase.class, result, found);
        } else if (result instanceof MongoCollection) {
            return proxy(MongoCollection.class, result, found);
        } else if (result instanceof FindIterable<?> find && arguments != null) {
            List<Object> kept =
                    found.computeIfAbsent(String.valueOf(arguments[0]), filter -> find.into(new ArrayList<>()));
            return iterable(kept);
        }
        return result;
    }

    @SuppressWarnings("unchecked")
    private static FindIterable<Object> iterable(List<Object> documents) {
        return (FindIterable<Object>) Proxy.newProxyInstance(
                StaleReads.class.getClassLoader(), new Class<?>[] {FindIterable.class}, (self, method, arguments) -> {
                    if (method.getName().equals("forEach")) {
                        documents.forEach((Consumer<Object>) arguments[0]);
                        return null;
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }
}
