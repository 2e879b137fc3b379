package dev.meerkat.repository;

import dev.meerkat.proxy.CallOptions;
import dev.meerkat.proxy.DurationText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.bytebuddy.description.annotation.AnnotationList;
import net.bytebuddy.description.annotation.AnnotationSource;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.ParameterDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import org.jspecify.annotations.Nullable;

/**
 * What the annotations of a class, and of all that it inherits, say about its methods. The nearest holds: on the method, on
 * one that it overrides, on the class, on its base classes, on the interface that asks for the method. Immutable.
 */
final class Directives {

    static final Directives NONE = new Directives(Map.of(), List.of());

    private final Map<String, Directive> byKey;
    private final List<MethodDescription> methods;

    private Directives(Map<String, Directive> byKey, List<MethodDescription> methods) {
        this.byKey = byKey;
        this.methods = methods;
    }

    /**
     * Reads the annotations.
     *
     * @throws IllegalArgumentException naming the first that can't be followed
     */
    static Directives of(Class<?> type) {
        Hierarchy hierarchy = new Hierarchy(type);
        hierarchy.superclasses().forEach(each -> requireOverridable(each, hierarchy.type()));
        hierarchy.interfaces().forEach(each -> requireOverridable(each, hierarchy.type()));
        Map<String, Directive> byKey = new HashMap<>();
        List<MethodDescription> methods = new ArrayList<>();
        for (MethodGraph.Node method : hierarchy.methods()) {
            Directive directive = directive(hierarchy, method);
            if (directive != null) {
                methods.add(method.getRepresentative());
                method.getMethodTypes()
                        .forEach(token ->
                                byKey.put(key(method.getRepresentative().getInternalName(), token), directive));
            }
        }
        return methods.isEmpty() ? NONE : new Directives(Map.copyOf(byKey), List.copyOf(methods));
    }

    /** A method's name and descriptor as it was declared, as in {@code find(Ljava/lang/String;)V}. */
    static String key(MethodDescription method) {
        return key(method.getInternalName(), method.asDefined().asTypeToken());
    }

    private static String key(String name, MethodDescription.TypeToken token) {
        StringBuilder key = new StringBuilder(name).append('(');
        token.getParameterTypes().forEach(parameter -> key.append(parameter.getDescriptor()));
        return key.append(')').append(token.getReturnType().getDescriptor()).toString();
    }

    /** What is said about the method of this name and descriptor; null where nothing is. */
    @Nullable
    Directive get(String key) {
        return byKey.get(key);
    }

    /** The methods about which something is said. */
    List<MethodDescription> methods() {
        return methods;
    }

    /** The names and descriptors of those that have a parameter marked {@link Db}. */
    Set<String> scopedByArgument() {
        return byKey.entrySet().stream()
                .filter(each -> each.getValue().namesDatabase())
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    boolean isEmpty() {
        return methods.isEmpty();
    }

    private static @Nullable Directive directive(Hierarchy hierarchy, MethodGraph.Node method) {
        CallOptions options = null;
        int database = -1;
        List<MethodDescription> declarations = hierarchy.declarations(method);
        for (MethodDescription declared : declarations) {
            options = options == null ? options(declared, name(declared)) : options;
            database = database < 0 ? databaseParameter(declared) : database;
        }
        if (options == null) {
            options = ofTypes(hierarchy, declarations);
        }
        return options == null && database < 0
                ? null
                : new Directive(
                        options == null ? CallOptions.NONE : options, database, name(method.getRepresentative()));
    }

    private static @Nullable CallOptions ofTypes(Hierarchy hierarchy, List<MethodDescription> declarations) {
        List<TypeDescription> types = new ArrayList<>(hierarchy.superclasses());
        for (TypeDescription each : hierarchy.interfaces()) {
            if (declarations.stream()
                    .anyMatch(method ->
                            each.isAssignableTo(method.getDeclaringType().asErasure())
                                    && method.getDeclaringType().isInterface())) {
                types.add(each);
            }
        }
        for (TypeDescription each : types) {
            CallOptions options = options(each, each.getSimpleName());
            if (options != null) {
                return options;
            }
        }
        return null;
    }

    private static @Nullable CallOptions options(AnnotationSource annotated, String where) {
        AnnotationList annotations = annotated.getDeclaredAnnotations();
        boolean noCache = annotations.isAnnotationPresent(NoCache.class);
        if (!annotations.isAnnotationPresent(CacheFor.class)) {
            return noCache ? CallOptions.NONE.uncached() : null;
        }
        String text = annotations.ofType(CacheFor.class).load().value();
        if (noCache) {
            throw Refusal.of(
                    where + " is marked both @NoCache and @CacheFor(\"" + text + "\")", "Take one of them away");
        }
        try {
            return CallOptions.NONE.keptFor(DurationText.parse(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "@CacheFor(\"" + text + "\") on " + where + " can't be followed: " + e.getMessage(), e);
        }
    }

    private static int databaseParameter(MethodDescription method) {
        int found = -1;
        for (ParameterDescription parameter : method.getParameters()) {
            if (parameter.getDeclaredAnnotations().isAnnotationPresent(Db.class)) {
                if (!parameter.getType().represents(String.class)) {
                    throw Refusal.of(
                            "A parameter of " + name(method) + " is marked @Db and is no String",
                            "Let it be the database's name");
                }
                if (found >= 0) {
                    throw Refusal.of("Two parameters of " + name(method) + " are marked @Db", "Mark one");
                }
                found = parameter.getIndex();
            }
        }
        return found;
    }

    /** Annotations on what no subclass and no view can override would have no effect. */
    private static void requireOverridable(TypeDescription declaring, TypeDescription by) {
        for (MethodDescription method : declaring.getDeclaredMethods()) {
            String obstacle = method.isStatic()
                    ? "static"
                    : method.isPrivate() ? "private" : method.isVisibleTo(by) ? null : "package-private elsewhere";
            if (obstacle != null && (options(method, name(method)) != null || databaseParameter(method) >= 0)) {
                throw Refusal.of(
                        name(method) + " is " + obstacle + ", and its annotation would have no effect",
                        "Move the annotation to a method that callers see");
            }
        }
    }

    /** The method for people, as in {@code UserRepository.find(String)}. */
    static String name(MethodDescription method) {
        return method.getDeclaringType().asErasure().getSimpleName() + "." + method.getName()
                + method.getParameters().asTypeList().asErasures().stream()
                        .map(TypeDescription::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")"));
    }
}
