package dev.meerkat.repository;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The instance fields of classes and of their base classes, but for Java's own; made accessible where their modules allow.
 * For one wrap, in one thread.
 */
final class Fields {

    private final Access access;
    private final Map<Class<?>, List<Field>> known = new HashMap<>();

    Fields(Access access) {
        this.access = access;
    }

    List<Field> of(Class<?> type) {
        return known.computeIfAbsent(type, this::declared);
    }

    private List<Field> declared(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> each = type; !Foreign.isJdk(each); each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    access.open(field);
                    fields.add(field);
                }
            }
        }
        return fields;
    }

    /** Whether a field can be a different one from one call to the next. */
    static boolean isMutable(Field field) {
        return !Modifier.isFinal(field.getModifiers());
    }

    /** Whether a field's module lets it be seen. */
    static boolean isOpen(Field field, Object holder) {
        return field.canAccess(holder);
    }

    /** Whether a class inherits fields of a class of Java's own, which nobody else may copy. */
    static boolean inheritsHidden(Class<?> type) {
        for (Class<?> each = type; each != null && each != Enum.class; each = each.getSuperclass()) {
            if (Foreign.isJdk(each)
                    && Arrays.stream(each.getDeclaredFields())
                            .anyMatch(field -> !Modifier.isStatic(field.getModifiers()))) {
                return true;
            }
        }
        return false;
    }

    static @Nullable Object get(Field field, Object from) {
        try {
            return field.get(from);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
