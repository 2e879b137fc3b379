package dev.meerkat;

import dev.meerkat.cache.Guards;
import dev.meerkat.cache.spi.Ticker;
import org.jspecify.annotations.NullMarked;

/** Reaches what is the tests' alone. Not part of the library. */
@NullMarked
public final class OpenedBuilder {

    private OpenedBuilder() {}

    /** Lets only these guards stand. */
    public static MeerkatBuilder guards(MeerkatBuilder builder, Guards guards) {
        return builder.guards(guards);
    }

    /** Gives it these clocks. */
    public static MeerkatBuilder ticker(MeerkatBuilder builder, Ticker ticker) {
        return builder.ticker(ticker);
    }
}
