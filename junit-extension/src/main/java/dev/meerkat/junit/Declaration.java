package dev.meerkat.junit;

import java.lang.annotation.Annotation;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * The annotation that holds for a test, and the context of the class or of the test that it stands on: what is started for
 * it lives as long as that.
 */
record Declaration<A extends Annotation>(A annotation, ExtensionContext context) {

    private static final Namespace NAMESPACE = Namespace.create(Declaration.class);

    /** What is kept for a declaration: found in the contexts within by the same key. */
    private record Key(Class<?> type, String declaredBy) {}

    /**
     * The nearest one, from this context outwards.
     *
     * @throws ParameterResolutionException if there is none
     */
    static <A extends Annotation> Declaration<A> of(Class<A> type, ExtensionContext here) {
        for (Optional<ExtensionContext> at = Optional.of(here);
                at.isPresent();
                at = at.get().getParent()) {
            Optional<A> found = AnnotationSupport.findAnnotation(at.get().getElement(), type);
            if (found.isPresent()) {
                return new Declaration<>(found.get(), at.get());
            }
        }
        throw new ParameterResolutionException("put @" + type.getSimpleName() + " on the test or on its class");
    }

    /** What all that the annotation stands on shares: closed after it. */
    <R extends AutoCloseable> R shared(Class<R> type, Supplier<R> start) {
        return within(context, type, start);
    }

    /** What belongs to this context, or to the outermost one around it that asked for it before: closed after that. */
    @SuppressWarnings("deprecation") // its successor, computeIfAbsent, is not there in JUnit 5
    <R extends AutoCloseable> R within(ExtensionContext here, Class<R> type, Supplier<R> start) {
        Key key = new Key(type, context.getUniqueId());
        return Objects.requireNonNull(here.getStore(NAMESPACE).getOrComputeIfAbsent(key, absent -> start.get(), type));
    }
}
