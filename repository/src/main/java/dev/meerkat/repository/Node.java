package dev.meerkat.repository;

import dev.meerkat.proxy.HandleProxies;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An object that was looked at on the way from a repository to its handles. */
final class Node {

    /** What can be done about an object that holds handles. */
    enum Kind {
        /** A handle: wrapped. */
        HANDLE,
        /** Gives handles when asked: what it gives is wrapped. */
        SUPPLIER,
        /** Copied field by field. */
        HOLDER,
        /** Made again by its constructor. */
        RECORD,
        /** An immutable container of Java's: made again of its elements. */
        CONTAINER,
        /** A JDK proxy: made again with a copy of its handler. */
        PROXY,
        /** A container that changes, or an array: a copy would not change with it. */
        MUTABLE,
        /** A lambda or another hidden class, whose fields can't be set. */
        LAMBDA,
        /** A constant of which there is one. */
        ENUM
    }

    final Object value;
    final String path;
    final Kind kind;
    final int depth;

    /** Who holds it. */
    final List<Node> holders = new ArrayList<>();

    /** Whether it is a handle or leads to one. */
    boolean holdsHandles;

    private Node(Object value, String path, Kind kind, int depth) {
        this.value = value;
        this.path = path;
        this.kind = kind;
        this.depth = depth;
        this.holdsHandles = kind == Kind.HANDLE || kind == Kind.SUPPLIER;
    }

    /**
     * A node, if the object can be or hold a handle.
     *
     * @param field that it was found in; null for elements
     */
    static @Nullable Node of(Object value, @Nullable Field field, String path, int depth) {
        Kind kind = field != null && Handles.isSupplier(field) ? Kind.SUPPLIER : kind(value);
        return kind == null ? null : new Node(value, path, kind, depth);
    }

    private static @Nullable Kind kind(Object value) {
        Class<?> type = value.getClass();
        if (HandleProxies.isHandle(value)) {
            return Kind.HANDLE;
        }
        if (Proxy.isProxyClass(type)) {
            return Kind.PROXY;
        }
        if (Containers.isOne(value)) {
            return Containers.isImmutable(value) ? Kind.CONTAINER : Kind.MUTABLE;
        }
        if (Foreign.isForeign(type) || type.isArray() || GeneratedType.isGenerated(type)) {
            return null;
        }
        if (type.isHidden()) {
            return Kind.LAMBDA;
        }
        return type.isRecord() ? Kind.RECORD : value instanceof Enum ? Kind.ENUM : Kind.HOLDER;
    }
}
