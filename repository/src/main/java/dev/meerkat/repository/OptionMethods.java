package dev.meerkat.repository;

import dev.meerkat.proxy.CallOptions;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Objects;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatchers;
import org.jspecify.annotations.Nullable;

/** The methods of {@link Cached}. */
final class OptionMethods {

    private OptionMethods() {}

    /** Whether a method is one of them as an object of this type understands it. */
    static boolean isOne(Class<?> type, Method method) {
        return Cached.class.isAssignableFrom(type) && isOne(new MethodDescription.ForLoadedMethod(method));
    }

    /** Whether a method of a type that extends {@link Cached} is one of them, or overrides one. */
    static boolean isOne(MethodDescription method) {
        return ElementMatchers.named("noCache")
                .and(ElementMatchers.takesNoArguments())
                .or(ElementMatchers.namedOneOf("cacheTtl", "maxStale")
                        .and(ElementMatchers.takesArguments(Duration.class)))
                .or(ElementMatchers.named("db").and(ElementMatchers.takesArguments(String.class)))
                .matches(method);
    }

    /** What a call of one of them says. */
    static CallOptions said(Method method, @Nullable Object @Nullable [] arguments) {
        if (arguments == null || arguments.length == 0) {
            return CallOptions.NONE.uncached();
        }
        Object argument = Objects.requireNonNull(arguments[0], () -> "the argument of " + method.getName());
        if (argument instanceof String database) {
            return CallOptions.NONE.in(database);
        }
        Duration time = (Duration) argument;
        return method.getName().equals("maxStale") ? CallOptions.NONE.within(time) : CallOptions.NONE.keptFor(time);
    }
}
