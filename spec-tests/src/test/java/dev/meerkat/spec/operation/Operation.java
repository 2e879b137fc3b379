package dev.meerkat.spec.operation;

import java.util.function.Predicate;

/**
 * One kind of operation.
 *
 * @param <T> what it is done on
 * @param isRead whether it reads and changes nothing, with these arguments
 * @param action does it
 */
record Operation<T>(Predicate<Arguments> isRead, Action<T> action) {

    /** Does an operation. */
    @FunctionalInterface
    interface Action<T> {
        Answer perform(T target, Arguments arguments, Scene scene) throws Exception;
    }

    static <T> Operation<T> read(Action<T> action) {
        return new Operation<>(arguments -> true, action);
    }

    static <T> Operation<T> write(Action<T> action) {
        return new Operation<>(arguments -> false, action);
    }
}
