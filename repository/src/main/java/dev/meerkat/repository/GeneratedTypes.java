package dev.meerkat.repository;

import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import net.bytebuddy.TypeCache;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import org.jspecify.annotations.Nullable;

/**
 * The classes of wrapped repositories: one for a type and for what is done about its methods, for as long as the type's class
 * loader lives. Thread-safe.
 *
 * <p>A class is defined in the package of its type, through a lookup. A view of a public type whose module opens nothing gets
 * a class loader of its own, below the type's.
 */
final class GeneratedTypes {

    private static final TypeCache<Key> CACHE = new TypeCache.WithInlineExpunction<>(TypeCache.Sort.WEAK);

    /** By names, which keep no class loader alive. */
    private record Key(List<String> types, Set<String> scopedByArgument) {}

    private GeneratedTypes() {}

    /**
     * The class of copies.
     *
     * @param type can be subclassed
     * @param directives what annotations say about its methods
     * @throws IllegalArgumentException where a method with an annotation can't be overridden, or the type's module is closed
     */
    static GeneratedType copy(Class<?> type, Directives directives, Access access) {
        return found(type.getClassLoader(), new Key(List.of("copy of", type.getName()), Set.of()), () -> {
            MethodHandles.Lookup lookup = access.in(type);
            if (lookup == null) {
                throw Refusal.of(
                        Refusal.name(type) + " is in " + type.getModule() + ", which doesn't open "
                                + type.getPackageName(),
                        Refusal.openIt(type));
            }
            return load(new CopyClass(type, directives).make(), type.getClassLoader(), lookup);
        });
    }

    /**
     * The class of views.
     *
     * @param types what the view is: a class or an interface, or several interfaces
     * @param directives what annotations say, where the view sees to it
     * @throws IllegalArgumentException where a method can't be overridden, or the type can't be seen
     */
    static GeneratedType view(ViewedTypes types, Directives directives, Access access) {
        Set<String> scopedByArgument = directives.scopedByArgument();
        return found(types.loader(), new Key(types.names(), scopedByArgument), () -> {
            MethodHandles.Lookup lookup = types.home(access);
            String name = lookup == null
                    ? "dev.meerkat.generated.View"
                    : lookup.lookupClass().getName();
            return load(new ViewClass(types, scopedByArgument, name).make(), types.loader(), lookup);
        });
    }

    private static GeneratedType found(@Nullable ClassLoader loader, Key key, Supplier<Class<?>> made) {
        Class<?> known = CACHE.find(loader, key);
        if (known == null) {
            synchronized (CACHE) {
                known = CACHE.find(loader, key);
                known = known == null ? CACHE.insert(loader, key, made.get()) : known;
            }
        }
        return GeneratedType.of(known);
    }

    private static Class<?> load(
            DynamicType.Unloaded<?> type, @Nullable ClassLoader loader, MethodHandles.@Nullable Lookup lookup) {
        return type.load(
                        loader,
                        lookup == null
                                ? ClassLoadingStrategy.Default.WRAPPER
                                : ClassLoadingStrategy.UsingLookup.of(lookup))
                .getLoaded();
    }
}
