package dev.meerkat.proxy;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a query is made of, one part after the other: the driver's builders' classes with what they hold, fields' names, and
 * values. Two queries of equal parts are rendered alike, and to see that they are equal takes a fraction of rendering one.
 *
 * <p>Only what surely renders to the same each time has parts: see {@link BuilderFields} and {@link PlainCodecs}. The parts
 * are a copy: what the caller changes later is not changed here. Used by one thread while it is made, then immutable.
 */
final class QueryParts {

    /** A query of more parts is rendered each time: it would take much memory, and come again seldom. */
    private static final int MOST = 256;

    private enum Mark {
        NULL,
        END
    }

    private final PlainCodecs codecs;
    private Object[] parts = new Object[16];
    private int count;
    private int hash;
    private boolean known = true;

    /**
     * @param scope what all reads of a handle have in common
     * @param operation which read it is
     */
    QueryParts(KeyScope scope, String operation) {
        this.codecs = scope.codecs();
        add(scope);
        add(operation);
    }

    /** Adds a value that is a query's, or a part of one. */
    QueryParts with(@Nullable Object value) {
        if (value == null) {
            add(Mark.NULL);
        } else if (known) {
            addPartsOf(value);
        }
        return this;
    }

    private void addPartsOf(Object value) {
        switch (codecs.kind(value.getClass())) {
            case VALUE -> add(value);
            case COLLECTION -> {
                add(value.getClass());
                ((Collection<?>) value).forEach(this::with);
                add(Mark.END);
            }
            case DOCUMENT -> {
                add(value.getClass());
                ((Map<?, ?>) value).forEach((name, its) -> with(name).with(its));
                add(Mark.END);
            }
            case BUILDER -> {
                add(value.getClass());
                Objects.requireNonNull(BuilderFields.of(value.getClass())).forEach(value, this::with);
            }
            case OTHER -> known = false;
        }
    }

    private void add(Object part) {
        if (count == MOST) {
            known = false;
            return;
        }
        if (count == parts.length) {
            parts = Arrays.copyOf(parts, 2 * count);
        }
        parts[count++] = part;
        hash = 31 * hash + part.hashCode();
    }

    /** These parts; null where the query is made of something that is not known. */
    @Nullable
    QueryParts orNull() {
        return known ? this : null;
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // registries that call themselves equal may still render differently
    public boolean equals(@Nullable Object other) {
        return other instanceof QueryParts that
                && hash == that.hash
                && count == that.count
                && codecs.registry() == that.codecs.registry()
                && Arrays.equals(parts, 0, count, that.parts, 0, count);
    }
}
