package dev.meerkat.repository;

import dev.meerkat.proxy.CallOptions;
import dev.meerkat.proxy.CallScopes;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a generated object asks Meerkat. Generated classes know it by interfaces of Java's only, so that a class loader which
 * doesn't see Meerkat can have them. Thread-safe.
 */
final class Layer implements BiFunction<String, @Nullable Object[], @Nullable AutoCloseable>, InvocationHandler {

    private static final Class<?>[] EQUALS = {Object.class};

    private final Repositories repositories;
    private final Object owner;
    private final @Nullable Object target;
    private final CallOptions options;
    private final Directives directives;
    private volatile @Nullable GeneratedType views;

    /**
     * @param repositories whose it is
     * @param owner of the handles that the object works on
     * @param target what a view hands its calls to; null where the object is no view
     * @param options what is said by who made the view
     * @param directives what annotations say, where the target doesn't heed them by itself
     */
    Layer(
            Repositories repositories,
            Object owner,
            @Nullable Object target,
            CallOptions options,
            Directives directives) {
        this.repositories = repositories;
        this.owner = owner;
        this.target = target;
        this.options = options;
        this.directives = directives;
    }

    boolean isOf(Repositories other) {
        return repositories == other;
    }

    @Nullable
    Object target() {
        return target;
    }

    /** The class of views of this copy. */
    GeneratedType views(Class<?> copy) {
        GeneratedType known = views;
        if (known == null) {
            known = GeneratedTypes.view(ViewedTypes.of(copy.getSuperclass()), Directives.NONE, Access.BARE);
            views = known;
        }
        return known;
    }

    /** The layer of a view that says more. */
    Layer saying(Object itsTarget, CallOptions more) {
        return new Layer(
                repositories, owner, itsTarget, more.over(options), target == null ? Directives.NONE : directives);
    }

    /**
     * Begins a call.
     *
     * @param method its name and descriptor
     * @param arguments where one of them is marked {@link Db}
     * @return ends it; null where nothing is said about it
     */
    @Override
    public @Nullable AutoCloseable apply(String method, @Nullable Object[] arguments) {
        Directive directive = directives.get(method);
        CallOptions byMethod = directive == null ? CallOptions.NONE : directive.options();
        CallOptions byCaller = directive == null || !directive.namesDatabase()
                ? options
                : directive.database(arguments).over(options);
        CallScopes scopes = repositories.scopes();
        if (byCaller.equals(CallOptions.NONE)) {
            return byMethod.equals(CallOptions.NONE) ? null : scopes.byMethod(owner, byMethod);
        }
        CallScopes.Scope outer = scopes.byCaller(owner, byCaller);
        if (byMethod.equals(CallOptions.NONE)) {
            return outer;
        }
        CallScopes.Scope inner = scopes.byMethod(owner, byMethod);
        return () -> {
            inner.close();
            outer.close();
        };
    }

    /** Compares, makes views for {@link Cached}, and calls what the generated class has no right to call on the target. */
    @Override
    @SuppressWarnings("ReferenceEquality") // a copy is equal to itself
    public @Nullable Object invoke(Object self, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (isEquals(method)) {
            Object other = standsFor(Objects.requireNonNull(arguments)[0]);
            return target == null ? self == other : target.equals(other);
        }
        if (OptionMethods.isOne(self.getClass(), method)) {
            return repositories.view(self, OptionMethods.said(method, arguments));
        }
        Object called = Objects.requireNonNull(target);
        if (!method.trySetAccessible()) {
            throw new IllegalStateException(method + " can't be called: its module opens nothing to Meerkat");
        }
        try {
            return method.invoke(called, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static boolean isEquals(Method method) {
        return method.getName().equals("equals") && Arrays.equals(method.getParameterTypes(), EQUALS);
    }

    /** A view's target, or the object itself. */
    private static @Nullable Object standsFor(@Nullable Object object) {
        Layer layer = GeneratedType.layerOf(object);
        return layer == null || layer.target == null ? object : layer.target;
    }
}
