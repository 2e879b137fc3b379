package dev.meerkat.proxy;

import com.mongodb.client.model.Filters;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one of the driver's own query builders holds: {@code Filters}, {@code Aggregates}, {@code Sorts} and their like make
 * objects of final fields, which are all that their rendering depends on. Immutable.
 */
final class BuilderFields {

    private static final String PACKAGE = "com.mongodb.client.model.";

    private static final ClassValue<Optional<BuilderFields>> KNOWN = new ClassValue<>() {
        @Override
        protected Optional<BuilderFields> computeValue(Class<?> type) {
            try {
                return find(type);
            } catch (InaccessibleObjectException closed) {
                return Optional.empty();
            }
        }
    };

    private final Field[] fields;

    private BuilderFields(Field[] fields) {
        this.fields = fields;
    }

    /** The fields of such a class; null for any other, and where they can't be looked into. */
    static @Nullable BuilderFields of(Class<?> type) {
        return KNOWN.get(type).orElse(null);
    }

    @SuppressWarnings("ReferenceEquality") // the very class loader
    private static Optional<BuilderFields> find(Class<?> type) {
        if (!type.getName().startsWith(PACKAGE)
                || type.getClassLoader() != Filters.class.getClassLoader()
                || type.getSuperclass() != Object.class
                || type.isSynthetic()
                || type.isHidden()) {
            return Optional.empty();
        }
        List<Field> fields = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                continue;
            }
            if (!Modifier.isFinal(field.getModifiers()) || field.isSynthetic()) {
                return Optional.empty();
            }
            field.setAccessible(true);
            fields.add(field);
        }
        return Optional.of(new BuilderFields(fields.toArray(Field[]::new)));
    }

    /** Hands out what such an object holds, always in the same order. */
    void forEach(Object builder, Consumer<@Nullable Object> action) {
        try {
            for (Field field : fields) {
                action.accept(field.get(builder));
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("A field that was made accessible is not", e);
        }
    }
}
