package dev.meerkat.proxy;

import dev.meerkat.proxy.Operation.Pass;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.MethodCall;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.matcher.ElementMatchers;

/**
 * Completes a hand-written abstract class by the methods of the driver's interface that it leaves out, one class per type for
 * the life of the process, in this package and this class loader, through {@link MethodHandles.Lookup}.
 *
 * <p>A method that only passes is a plain call on what the class's {@code target()} gives, where it has one. Every other becomes
 * {@code call(invocation, arguments)}. Neither uses reflection when called.
 */
final class Generated {

    private static final String CALL = "call";
    private static final String TARGET = "target";

    private Generated() {}

    /**
     * Generates the class.
     *
     * @param base has a method {@code call(Invocation, Object[])}
     * @param driverInterface what it implements of the driver's
     * @param constructor the parameters of the base's constructor
     * @return its constructor, which gives an {@code Object}
     */
    static MethodHandle constructor(Class<?> base, Class<?> driverInterface, Class<?>... constructor) {
        OperationTable table = OperationTable.of(driverInterface);
        if (table == null) {
            throw new IllegalArgumentException(driverInterface + " is not in the table of operations");
        }
        try {
            Method call = call(base);
            DynamicType.Builder<?> type = new ByteBuddy().subclass(base).name(base.getName() + "$Generated");
            for (Method method : base.getMethods()) {
                if (Modifier.isAbstract(method.getModifiers())) {
                    Method drivers = driverInterface.getMethod(method.getName(), method.getParameterTypes());
                    Operation operation = table.get(drivers);
                    type = type.method(ElementMatchers.is(method))
                            .intercept(
                                    operation instanceof Pass
                                            ? MethodCall.invoke(drivers)
                                                    .onMethodCall(MethodCall.invoke(target(base)))
                                                    .withAllArguments()
                                            : toCall(call, new Invocation(DriverMethod.of(drivers), operation)));
                }
            }
            Class<?> loaded = type.make()
                    .load(base.getClassLoader(), ClassLoadingStrategy.UsingLookup.of(MethodHandles.lookup()))
                    .getLoaded();
            return MethodHandles.lookup()
                    .findConstructor(loaded, MethodType.methodType(void.class, constructor))
                    .asType(MethodType.methodType(Object.class, constructor));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(base + " can't be completed for this driver", e);
        }
    }

    private static Method call(Class<?> base) throws NoSuchMethodException {
        return method(base, CALL);
    }

    private static Method target(Class<?> base) throws NoSuchMethodException {
        return method(base, TARGET);
    }

    private static Method method(Class<?> base, String name) throws NoSuchMethodException {
        for (Class<?> type = base; type != null; type = type.getSuperclass()) {
            for (Method method : type.getDeclaredMethods()) {
                if (method.getName().equals(name) && !method.isBridge()) {
                    return method;
                }
            }
        }
        throw new NoSuchMethodException(base + " has no method " + name);
    }

    private static Implementation toCall(Method call, Invocation invocation) {
        return MethodCall.invoke(call)
                .withReference(invocation)
                .withArgumentArray()
                .withAssigner(Assigner.DEFAULT, Assigner.Typing.DYNAMIC);
    }
}
