package dev.meerkat.proxy;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationHandler;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.FieldAccessor;
import net.bytebuddy.implementation.InvocationHandlerAdapter;
import net.bytebuddy.implementation.MethodCall;
import net.bytebuddy.matcher.ElementMatchers;

/**
 * A class of its own for one of our interfaces, whose every method goes to the handler of the instance. Real classes and not
 * JDK proxies, since other libraries take those apart. Thread-safe.
 *
 * @param <I> the interface
 */
final class GeneratedHandle<I> {

    private static final String HANDLER = "handler";

    private final MethodHandle constructor;
    private final Class<I> type;

    GeneratedHandle(Class<I> type) {
        this.type = type;
        try {
            Class<?> generated = new ByteBuddy()
                    .subclass(Object.class)
                    .name(type.getPackageName() + ".Generated" + type.getSimpleName())
                    .implement(type)
                    .defineField(HANDLER, InvocationHandler.class, Visibility.PUBLIC)
                    .defineConstructor(Visibility.PUBLIC)
                    .withParameters(InvocationHandler.class)
                    .intercept(MethodCall.invoke(Object.class.getConstructor())
                            .andThen(FieldAccessor.ofField(HANDLER).setsArgumentAt(0)))
                    .method(ElementMatchers.not(ElementMatchers.isFinalizer())
                            .and(ElementMatchers.not(ElementMatchers.named("clone"))))
                    .intercept(InvocationHandlerAdapter.toField(HANDLER))
                    .make()
                    .load(type.getClassLoader(), ClassLoadingStrategy.UsingLookup.of(MethodHandles.lookup()))
                    .getLoaded();
            constructor = MethodHandles.lookup()
                    .findConstructor(generated, MethodType.methodType(void.class, InvocationHandler.class))
                    .asType(MethodType.methodType(Object.class, InvocationHandler.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no class can be generated for " + type.getName(), e);
        }
    }

    I create(InvocationHandler handler) {
        try {
            return type.cast((Object) constructor.invokeExact(handler));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("an object of " + type.getName() + " can't be made", e);
        }
    }
}
