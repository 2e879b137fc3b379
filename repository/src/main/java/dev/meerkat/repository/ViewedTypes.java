package dev.meerkat.repository;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.stream.Stream;
import net.bytebuddy.description.type.TypeDescription;
import org.jspecify.annotations.Nullable;

/**
 * What a view is. Immutable.
 *
 * @param base what its class extends
 * @param interfaces what it implements by itself
 * @param loader sees all of them; null for that of Java's own classes
 */
record ViewedTypes(
        Class<?> base, List<Class<?>> interfaces, @Nullable ClassLoader loader) {

    static ViewedTypes of(Class<?> type) {
        return type.isInterface()
                ? new ViewedTypes(Object.class, List.of(type), type.getClassLoader())
                : new ViewedTypes(type, List.of(), type.getClassLoader());
    }

    /** All that a JDK proxy is. */
    static ViewedTypes ofProxy(Class<?> proxy) {
        return new ViewedTypes(Object.class, List.of(proxy.getInterfaces()), proxy.getClassLoader());
    }

    private Stream<Class<?>> types() {
        return base == Object.class ? interfaces.stream() : Stream.of(base);
    }

    List<String> names() {
        return types().<String>map(Class::getName).toList();
    }

    /** The first of them. */
    Class<?> asked() {
        return types().findFirst().orElse(base);
    }

    boolean areCached() {
        return types().anyMatch(Cached.class::isAssignableFrom);
    }

    /** Whether the view can be given where this type is asked for. */
    boolean fit(TypeDescription asked) {
        return types().anyMatch(type -> asked.isAssignableFrom(type));
    }

    /**
     * A lookup that defines the view's class beside its type; null where a class loader of its own will do.
     *
     * @throws IllegalArgumentException where neither is possible
     */
    MethodHandles.@Nullable Lookup home(Access access) {
        List<Class<?>> hidden = types().filter(type -> !isPublic(type)).toList();
        if (hidden.isEmpty() && interfaces.size() > 1) {
            return null;
        }
        Class<?> beside = hidden.isEmpty() ? types().findFirst().orElseThrow() : hidden.get(0);
        MethodHandles.Lookup lookup = access.in(beside);
        if (lookup == null && !hidden.isEmpty()) {
            throw Refusal.of(
                    Refusal.name(beside) + " is in " + beside.getModule() + ", which doesn't let it be seen",
                    Refusal.openIt(beside));
        }
        return lookup;
    }

    private static boolean isPublic(Class<?> type) {
        return Modifier.isPublic(type.getModifiers()) && type.getModule().isExported(type.getPackageName());
    }
}
