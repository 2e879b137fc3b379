package dev.meerkat.spring;

import dev.meerkat.proxy.CallOptions;
import dev.meerkat.proxy.DurationText;
import dev.meerkat.repository.CacheFor;
import dev.meerkat.repository.NoCache;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.ClassUtils;

/**
 * What {@link NoCache} and {@link CacheFor} say of beans' methods. The nearest holds: on the method, on one that it overrides,
 * on the class, on what it inherits; an interface speaks of the methods that it has. Thread-safe.
 */
final class CallAnnotations {

    private record Call(Method method, Class<?> type) {}

    private final Map<Call, Optional<CallOptions>> known = new ConcurrentHashMap<>();

    /**
     * What is said of a method of a class; null where nothing is.
     *
     * @throws IllegalArgumentException where it can't be followed
     */
    @Nullable
    CallOptions of(Method method, Class<?> type) {
        return known.computeIfAbsent(new Call(method, type), CallAnnotations::read)
                .orElse(null);
    }

    private static Optional<CallOptions> read(Call call) {
        Class<?> type = ClassUtils.getUserClass(call.type());
        Method method = AopUtils.getMostSpecificMethod(call.method(), type);
        return nearest(method, annotation -> true)
                .or(() -> nearest(type, annotation -> speaksOf(annotation.getSource(), method)));
    }

    private static Optional<CallOptions> nearest(AnnotatedElement element, Predicate<MergedAnnotation<?>> heeded) {
        MergedAnnotations all = MergedAnnotations.from(element, SearchStrategy.TYPE_HIERARCHY);
        MergedAnnotation<NoCache> noCache = all.get(NoCache.class, heeded);
        MergedAnnotation<CacheFor> cacheFor = all.get(CacheFor.class, heeded);
        if (!cacheFor.isPresent()) {
            return noCache.isPresent() ? Optional.of(CallOptions.NONE.uncached()) : Optional.empty();
        }
        String text = cacheFor.getString("value");
        if (noCache.isPresent() && noCache.getAggregateIndex() == cacheFor.getAggregateIndex()) {
            throw new IllegalArgumentException(noCache.getSource() + " is marked both @NoCache and @CacheFor(\"" + text
                    + "\"): take one of them away");
        }
        if (noCache.isPresent() && noCache.getAggregateIndex() < cacheFor.getAggregateIndex()) {
            return Optional.of(CallOptions.NONE.uncached());
        }
        try {
            return Optional.of(CallOptions.NONE.keptFor(DurationText.parse(text)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "@CacheFor(\"" + text + "\") on " + cacheFor.getSource() + " can't be followed: " + e.getMessage(),
                    e);
        }
    }

    private static boolean speaksOf(@Nullable Object type, Method method) {
        return !(type instanceof Class<?> annotated)
                || !annotated.isInterface()
                || ClassUtils.getMethodIfAvailable(annotated, method.getName(), method.getParameterTypes()) != null;
    }
}
