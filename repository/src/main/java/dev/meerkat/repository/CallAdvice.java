package dev.meerkat.repository;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.InvocationHandler;
import java.util.function.BiFunction;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/**
 * What generated methods do around a call. Their code is copied into generated classes and uses Java's own types only; the
 * field is a {@link Layer}.
 */
final class CallAdvice {

    private CallAdvice() {}

    /**
     * A method that makes the call in its scope.
     *
     * @param key the method's name and descriptor, as {@link Directives} knows it
     * @param byArgument whether an argument has a say
     */
    static Implementation scoped(Implementation call, String key, boolean byArgument) {
        return Advice.withCustomMapping()
                .bind(Method.class, (Object) key)
                .to(byArgument ? ScopedByArgument.class : Scoped.class)
                .wrap(call);
    }

    /** A method that makes the call and, where the call returns the target, returns the view. */
    static Implementation fluent(Implementation call) {
        return Advice.to(Fluent.class).wrap(call);
    }

    /** Marks the parameter that is the method's name and descriptor. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.PARAMETER)
    @interface Method {}

    /** In the scope of what is said about the call. */
    static final class Scoped {

        private Scoped() {}

        @Advice.OnMethodEnter
        @SuppressWarnings("unchecked")
        static @Nullable AutoCloseable enter(
                @Advice.FieldValue(GeneratedType.LAYER) InvocationHandler layer, @Method String method) {
            return ((BiFunction<String, Object[], AutoCloseable>) layer).apply(method, null);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(@Advice.Enter @Nullable AutoCloseable scope) throws Exception {
            if (scope != null) {
                scope.close();
            }
        }
    }

    /** As {@link Scoped}, where an argument has a say. */
    static final class ScopedByArgument {

        private ScopedByArgument() {}

        @Advice.OnMethodEnter
        @SuppressWarnings("unchecked")
        static @Nullable AutoCloseable enter(
                @Advice.FieldValue(GeneratedType.LAYER) InvocationHandler layer,
                @Method String method,
                @Advice.AllArguments @Nullable Object[] arguments) {
            return ((BiFunction<String, Object[], AutoCloseable>) layer).apply(method, arguments);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(@Advice.Enter @Nullable AutoCloseable scope) throws Exception {
            if (scope != null) {
                scope.close();
            }
        }
    }

    /** See {@link #fluent}. */
    static final class Fluent {

        private Fluent() {}

        @Advice.OnMethodExit
        @SuppressWarnings("ReferenceEquality") // the very target
        static void exit(
                @Advice.This(typing = Assigner.Typing.DYNAMIC) Object self,
                @Advice.FieldValue(GeneratedType.TARGET) Object target,
                @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object returned) {
            if (returned == target) {
                returned = self;
            }
        }
    }
}
