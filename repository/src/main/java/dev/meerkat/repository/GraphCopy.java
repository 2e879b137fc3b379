package dev.meerkat.repository;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Copies of the objects that hold handles, with wrapped ones in them. Each object is copied once, so that copies hang together
 * as the originals do; what holds no handle is shared with the originals.
 */
final class GraphCopy {

    private final HolderGraph graph;
    private final String remedy;
    private final Access access;
    private final Fields fields;
    private final UnaryOperator<Object> wrap;
    private final UnaryOperator<Object> allocate;
    private final IdentityHashMap<Object, Object> copies = new IdentityHashMap<>();
    private final Set<Object> underWay = Collections.newSetFromMap(new IdentityHashMap<>());

    /**
     * @param remedy what to do where something can't be copied
     * @param wrap wraps a handle
     * @param allocate gives an object of the same class, or of a subclass, whose fields are unset
     */
    GraphCopy(
            HolderGraph graph,
            String remedy,
            Access access,
            Fields fields,
            UnaryOperator<Object> wrap,
            UnaryOperator<Object> allocate) {
        this.graph = graph;
        this.remedy = remedy;
        this.access = access;
        this.fields = fields;
        this.wrap = wrap;
        this.allocate = allocate;
    }

    /** The copy of an object that holds handles; any other object itself. */
    @Nullable
    Object copied(@Nullable Object value) {
        Node node = graph.holding(value);
        if (node == null) {
            return value;
        }
        Object known = copies.get(node.value);
        if (known != null) {
            return known;
        }
        if (!underWay.add(node.value)) {
            throw Refusal.of(node.path + " refers to itself, and can only be made of what it refers to", remedy);
        }
        Object copy = copy(node);
        copies.put(node.value, copy);
        return copy;
    }

    private Object copy(Node node) {
        return switch (node.kind) {
            case HANDLE -> wrapped(node.value, node.path);
            case SUPPLIER -> new WrappingSupplier((Supplier<?>) node.value, handle -> wrapped(handle, node.path));
            case HOLDER -> holder(node);
            case RECORD -> record(node);
            case CONTAINER -> Containers.rebuilt(node.value, this::copied);
            case PROXY ->
                Proxy.newProxyInstance(
                        node.value.getClass().getClassLoader(),
                        node.value.getClass().getInterfaces(),
                        (InvocationHandler) copied(Proxy.getInvocationHandler(node.value)));
            case MUTABLE, LAMBDA, ENUM -> throw new IllegalStateException(node.path);
        };
    }

    private Object wrapped(Object handle, String path) {
        try {
            return wrap.apply(handle);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(path + " can't be wrapped: " + e.getMessage(), e);
        }
    }

    private Object holder(Node node) {
        Object copy = allocate.apply(node.value);
        copies.put(node.value, copy);
        for (Field field : fields.of(node.value.getClass())) {
            String path = node.path + "." + field.getName();
            if (!Fields.isOpen(field, copy)) {
                throw Refusal.of(path + " is hidden by its module", Refusal.openIt(field.getDeclaringClass()));
            }
            Object value = copied(Fields.get(field, node.value));
            if (value != null
                    && !field.getType().isPrimitive()
                    && !field.getType().isInstance(value)) {
                throw Refusal.of(
                        path + " is declared as " + field.getType().getName() + ", and its wrap is none",
                        "Declare it as one of the driver's interfaces");
            }
            try {
                field.set(copy, value);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(path, e);
            }
        }
        return copy;
    }

    private Object record(Node node) {
        RecordComponent[] components = node.value.getClass().getRecordComponents();
        Object[] values = Arrays.stream(components)
                .map(component -> copied(Fields.get(field(node, component), node.value)))
                .toArray();
        try {
            Constructor<?> canonical = node.value
                    .getClass()
                    .getDeclaredConstructor(Arrays.stream(components)
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new));
            if (!access.open(canonical)) {
                throw Refusal.of(
                        node.path + " is a record that its module hides", Refusal.openIt(node.value.getClass()));
            }
            return canonical.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(
                    node.path + " is a record whose constructor refuses cached handles", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(node.path, e);
        }
    }

    private Field field(Node node, RecordComponent component) {
        return fields.of(node.value.getClass()).stream()
                .filter(field -> field.getName().equals(component.getName()))
                .findFirst()
                .orElseThrow();
    }
}
