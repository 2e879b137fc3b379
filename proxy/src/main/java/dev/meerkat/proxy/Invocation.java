package dev.meerkat.proxy;

/**
 * A method of the driver's, and what it means: what a generated method hands to the class that it is generated for.
 *
 * @param method to call the driver
 * @param operation from the {@link OperationTable}
 */
record Invocation(DriverMethod method, Operation operation) {}
