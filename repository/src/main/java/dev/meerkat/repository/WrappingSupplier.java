package dev.meerkat.repository;

import dev.meerkat.proxy.HandleProxies;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Supplies another supplier's handles wrapped: while it gives the same handle, the same wrapped one. Thread-safe where the
 * other is.
 */
final class WrappingSupplier implements Supplier<@Nullable Object> {

    private final Supplier<?> original;
    private final UnaryOperator<Object> wrap;
    private volatile @Nullable Pair last;

    private record Pair(Object handle, Object wrapped) {}

    WrappingSupplier(Supplier<?> original, UnaryOperator<Object> wrap) {
        this.original = original;
        this.wrap = wrap;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // two handles may call themselves equal
    public @Nullable Object get() {
        Object given = original.get();
        if (!HandleProxies.isHandle(given)) {
            return given;
        }
        Pair known = last;
        if (known == null || known.handle != given) {
            known = new Pair(given, wrap.apply(given));
            last = known;
        }
        return known.wrapped;
    }
}
