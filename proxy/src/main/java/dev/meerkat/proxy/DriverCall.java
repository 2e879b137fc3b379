package dev.meerkat.proxy;

import java.lang.reflect.Method;
import java.util.Map;

/**
 * One of the driver's methods and what it means to the cache. Immutable.
 *
 * @param method the driver's own declaration
 * @param operation from the table
 */
record DriverCall(DriverMethod method, Operation operation) {

    /** The driver's method that one of our interfaces repeats with a narrower result. */
    static DriverCall of(Map<Method, DriverCall> known, Class<?> driverInterface, Method method) {
        DriverCall call = known.get(method);
        if (call == null) {
            call = resolve(driverInterface, method);
            known.put(method, call);
        }
        return call;
    }

    private static DriverCall resolve(Class<?> driverInterface, Method method) {
        try {
            Method own = driverInterface.getMethod(method.getName(), method.getParameterTypes());
            OperationTable table = OperationTable.of(driverInterface);
            if (table == null) {
                throw new IllegalStateException("no table for " + driverInterface);
            }
            return new DriverCall(DriverMethod.of(own), table.get(own));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(method + " is not the driver's", e);
        }
    }
}
