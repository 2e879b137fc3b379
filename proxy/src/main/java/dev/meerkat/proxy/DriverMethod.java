package dev.meerkat.proxy;

import com.mongodb.client.ClientSession;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A method of one of the driver's interfaces, callable with an array of arguments and without reflection. Immutable.
 *
 * @param name the method's name
 * @param handle takes the target and the arguments
 * @param inSession the overload that takes a session first, where there is one
 * @param takesSession whether this is such an overload itself
 */
record DriverMethod(
        String name, MethodHandle handle, @Nullable MethodHandle inSession, boolean takesSession) {

    static DriverMethod of(Method method) {
        Class<?>[] parameters = method.getParameterTypes();
        boolean takesSession = parameters.length > 0 && parameters[0] == ClientSession.class;
        return new DriverMethod(
                method.getName(), spread(method), takesSession ? null : inSession(method), takesSession);
    }

    private static @Nullable MethodHandle inSession(Method method) {
        Class<?>[] parameters = method.getParameterTypes();
        Class<?>[] withSession = new Class<?>[parameters.length + 1];
        withSession[0] = ClientSession.class;
        System.arraycopy(parameters, 0, withSession, 1, parameters.length);
        return Arrays.stream(method.getDeclaringClass().getMethods())
                .filter(other -> other.getName().equals(method.getName())
                        && Arrays.equals(other.getParameterTypes(), withSession))
                .findFirst()
                .map(DriverMethod::spread)
                .orElse(null);
    }

    private static MethodHandle spread(Method method) {
        try {
            return MethodHandles.publicLookup()
                    .unreflect(method)
                    .asSpreader(Object[].class, method.getParameterCount())
                    .asType(MethodType.methodType(Object.class, Object.class, Object[].class));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(method + " of the driver can't be called", e);
        }
    }

    /** Calls it as the caller did. */
    @Nullable
    Object call(Object target, @Nullable Object[] arguments) {
        return invoke(handle, target, arguments);
    }

    /** Calls the overload that takes a session, which must exist. */
    @Nullable
    Object call(Object target, ClientSession session, @Nullable Object[] arguments) {
        if (inSession == null) {
            throw new IllegalStateException(name + " takes no session");
        }
        @Nullable Object[] withSession = new Object[arguments.length + 1];
        withSession[0] = session;
        System.arraycopy(arguments, 0, withSession, 1, arguments.length);
        return invoke(inSession, target, withSession);
    }

    private static @Nullable Object invoke(MethodHandle handle, Object target, @Nullable Object[] arguments) {
        try {
            return (Object) handle.invokeExact(target, arguments);
        } catch (Throwable thrown) {
            throw unchecked(thrown);
        }
    }

    /** What a method handle threw, to be thrown on as it is. */
    static RuntimeException unchecked(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException unchecked ? unchecked : new UndeclaredThrowableException(thrown);
    }
}
