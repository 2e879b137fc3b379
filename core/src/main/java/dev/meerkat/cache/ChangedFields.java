package dev.meerkat.cache;

import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Which top-level fields of documents a change may have touched. Immutable.
 *
 * <p>A query that looks at none of them, and whose result has none of these documents, has the same result as before.
 */
public final class ChangedFields {

    /** Any field; or documents came, went or were replaced. */
    public static final ChangedFields ANY = new ChangedFields(new long[0]);

    /** More are as good as any. */
    private static final int MOST = 16;

    private final long[] tags;

    private ChangedFields(long[] tags) {
        this.tags = tags;
    }

    /**
     * {@return the fields at these paths; any, where they are many or none}
     *
     * @param namespace whose documents changed
     * @param paths fields' names, dotted or not: of a path the first name counts
     */
    public static ChangedFields of(Namespace namespace, Collection<String> paths) {
        long[] tags = FieldPaths.tags(namespace, paths);
        return tags.length == 0 || tags.length > MOST ? ANY : new ChangedFields(tags);
    }

    /**
     * {@return the fields of these tags}
     *
     * @param tags as {@link #tags} gave them; not to be changed
     */
    public static ChangedFields ofTags(long... tags) {
        return tags.length == 0 ? ANY : new ChangedFields(tags);
    }

    /** {@return whether it may be any field, or whole documents} */
    public boolean isAny() {
        return tags.length == 0;
    }

    /** {@return the fields' tags; none where it may be any} Not to be changed. */
    public long[] tags() {
        return tags;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ChangedFields that && Arrays.equals(tags, that.tags);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(tags);
    }

    @Override
    public String toString() {
        return isAny() ? "any" : tags.length + " fields";
    }
}
