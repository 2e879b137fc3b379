package dev.meerkat.repository;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Java's own containers of objects. */
final class Containers {

    /** So many elements of one container are looked at. */
    private static final int ELEMENTS = 1000;

    private static final List<String> IMMUTABLE = List.of(
            "java.util.ImmutableCollections$",
            "java.util.Collections$Unmodifiable",
            "java.util.Collections$Singleton",
            "java.util.Collections$Empty",
            "java.util.Optional");

    private Containers() {}

    static boolean isOne(Object value) {
        return value instanceof Object[]
                || (Foreign.isJdk(value.getClass())
                        && (value instanceof Collection
                                || value instanceof Map
                                || value instanceof Optional
                                || value instanceof AtomicReference));
    }

    /** Whether it stays as it is, and can be made again with others in place of its elements. */
    static boolean isImmutable(Object container) {
        String type = container.getClass().getName();
        return IMMUTABLE.stream().anyMatch(type::startsWith) && !(container instanceof SortedSet);
    }

    /** Gives each element, as {@code [0]} or {@code [key]} where that is a text; keys, too. */
    static void forEach(Object container, BiConsumer<String, Object> visitor) {
        if (container instanceof Map<?, ?> map) {
            map.entrySet().stream().limit(ELEMENTS).forEach(entry -> {
                visit("[" + (entry.getKey() instanceof String key ? key : "…") + "]", entry.getValue(), visitor);
                visit(".keys", entry.getKey(), visitor);
            });
        } else if (container instanceof Optional<?> optional) {
            optional.ifPresent(value -> visitor.accept("", value));
        } else if (container instanceof AtomicReference<?> reference) {
            visit("", reference.get(), visitor);
        } else {
            List<?> elements = container instanceof Object[] array
                    ? Arrays.asList(array)
                    : ((Collection<?>) container).stream().limit(ELEMENTS).toList();
            for (int i = 0; i < Math.min(ELEMENTS, elements.size()); i++) {
                visit("[" + i + "]", elements.get(i), visitor);
            }
        }
    }

    private static void visit(String where, @Nullable Object value, BiConsumer<String, Object> visitor) {
        if (value != null) {
            visitor.accept(where, value);
        }
    }

    /** An immutable container again, with these in place of its elements. */
    static Object rebuilt(Object container, UnaryOperator<@Nullable Object> element) {
        if (container instanceof Optional<?> optional) {
            return optional.map(element);
        }
        if (container instanceof SortedMap<?, ?> map) {
            return sorted(map, element);
        }
        if (container instanceof Map<?, ?> map) {
            Map<@Nullable Object, @Nullable Object> rebuilt = new LinkedHashMap<>();
            map.forEach((key, value) -> rebuilt.put(element.apply(key), element.apply(value)));
            return Collections.unmodifiableMap(rebuilt);
        }
        List<@Nullable Object> rebuilt = new ArrayList<>();
        ((Collection<?>) container).forEach(each -> rebuilt.add(element.apply(each)));
        return container instanceof Set
                ? Collections.unmodifiableSet(new LinkedHashSet<>(rebuilt))
                : Collections.unmodifiableList(rebuilt);
    }

    private static <K, V> Object sorted(SortedMap<K, V> map, UnaryOperator<@Nullable Object> element) {
        TreeMap<K, @Nullable Object> rebuilt = new TreeMap<>(map.comparator());
        map.forEach((key, value) -> rebuilt.put(key, element.apply(value)));
        return Collections.unmodifiableNavigableMap(rebuilt);
    }
}
