package dev.meerkat;

import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One thing that can be set. Its name is the builder's method, the key in a configuration file and, in another spelling, the
 * environment variable. Immutable.
 *
 * @param name in camel case
 * @param kind what its text has to be, for the manual
 * @param reading makes a value of a text; throws IllegalArgumentException where it can't
 * @param check finds what is wrong with a value, from whatever source
 * @param otherwise the text of the default; empty where there is none
 * @param meaning for the manual
 * @param <T> of its values
 */
record Setting<T>(
        String name, String kind, Function<String, T> reading, Check<T> check, String otherwise, String meaning) {

    /** Finds what is wrong with a value. */
    interface Check<T> {

        /** What is wrong, to follow the setting's name: "must be positive, not 0"; null where all is well. */
        @Nullable
        String fault(T value);

        /** Lets all pass. */
        static <T> Check<T> none() {
            return value -> null;
        }
    }

    /** The environment variable: {@code maxStaleness} is {@code MEERKAT_MAX_STALENESS}. */
    String variable() {
        return Environment.PREFIX + name.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
    }

    /** The default's value; null where there is none. */
    @Nullable
    T defaultValue() {
        return otherwise.isEmpty() ? null : reading.apply(otherwise);
    }
}
