package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A projection that names paths to keep, or paths to leave out, through arrays too. What is kept keeps its order; the
 * {@code _id} is kept unless it is left out by name.
 */
final class PathProjection {

    private final Document tree;
    private final boolean keeps;

    private PathProjection(Document tree, boolean keeps) {
        this.tree = tree;
        this.keeps = keeps;
    }

    /** Whether all values of the specification are numbers or booleans, and its paths have no positional part. */
    static boolean isPlain(Document specification) {
        return specification.entrySet().stream()
                .allMatch(field -> isFlag(field.getValue()) && !field.getKey().endsWith(".$"));
    }

    static boolean isFlag(@Nullable Object value) {
        return value instanceof Boolean || value instanceof Number;
    }

    static boolean isTrue(@Nullable Object value) {
        return value instanceof Number number ? number.doubleValue() != 0 : Boolean.TRUE.equals(value);
    }

    /**
     * @param specification paths with numbers or booleans
     * @param keeps whether it keeps what it names even if it names nothing but the {@code _id} to leave out
     */
    static PathProjection of(Document specification, boolean keeps) {
        Boolean mode = keeps ? Boolean.TRUE : null;
        for (Map.Entry<String, Object> field : specification.entrySet()) {
            boolean kept = isTrue(field.getValue());
            if (field.getKey().equals("_id") && (!kept || specification.size() > 1)) {
                continue;
            }
            if (mode != null && mode != kept) {
                throw CommandException.location(
                        kept ? 31253 : 31254,
                        "Cannot do " + (kept ? "inclusion" : "exclusion") + " on field " + field.getKey() + " in "
                                + (kept ? "exclusion" : "inclusion") + " projection");
            }
            mode = kept;
        }
        boolean keeping = mode != null && mode;
        Document tree = new Document();
        if (keeping && !specification.containsKey("_id")) {
            tree.put("_id", true);
        }
        specification.forEach((path, value) -> {
            if (isTrue(value) == keeping) {
                grow(tree, path);
            }
        });
        return new PathProjection(tree, keeping);
    }

    private static void grow(Document tree, String path) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            tree.put(path, true);
        } else if (tree.computeIfAbsent(path.substring(0, dot), name -> new Document()) instanceof Document branch) {
            grow(branch, path.substring(dot + 1));
        } else {
            throw CommandException.location(31249, "Path collision at " + path);
        }
    }

    Document apply(Document document) {
        return project(document, tree);
    }

    private Document project(Document document, Document branch) {
        Document result = new Document();
        document.forEach((name, value) -> {
            Object node = branch.get(name);
            if (node == null ? !keeps : node instanceof Boolean && keeps) {
                result.put(name, value);
            } else if (node instanceof Document inner) {
                if (value instanceof Document || value instanceof List<?>) {
                    result.put(name, inside(value, inner));
                } else if (!keeps) {
                    result.put(name, value);
                }
            }
        });
        return result;
    }

    private Object inside(Object value, Document branch) {
        if (value instanceof Document document) {
            return project(document, branch);
        }
        List<@Nullable Object> result = new ArrayList<>();
        for (Object element : (List<?>) value) {
            if (element instanceof Document || element instanceof List<?>) {
                result.add(inside(element, branch));
            } else if (!keeps) {
                result.add(element);
            }
        }
        return result;
    }
}
