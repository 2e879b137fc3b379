package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** When a fail point acts: asked once for every command that it is meant for. */
final class FailPointMode {

    private FailPointMode() {}

    /** Reads the {@code mode} of configureFailPoint. */
    static BooleanSupplier of(@Nullable Object mode) {
        if (mode instanceof String name) {
            return switch (name) {
                case "off" -> () -> false;
                case "alwaysOn" -> () -> true;
                default -> throw CommandException.badValue("unknown mode: " + name);
            };
        }
        if (!(mode instanceof Document document)) {
            throw CommandException.of(14, "TypeMismatch", "'mode' must be a string or JSON object");
        }
        if (document.containsKey("times")) {
            return firstOf(positive(document, "times"), true);
        }
        if (document.containsKey("skip")) {
            return firstOf(positive(document, "skip"), false);
        }
        if (document.get("activationProbability") instanceof Number chance
                && chance.doubleValue() >= 0
                && chance.doubleValue() <= 1) {
            double probability = chance.doubleValue();
            return () -> ThreadLocalRandom.current().nextDouble() < probability;
        }
        throw CommandException.badValue(
                "'mode' must be one of 'off', 'alwaysOn', {times: n}, {skip: n} and {activationProbability: p} with p"
                        + " from 0 to 1");
    }

    private static int positive(Document mode, String name) {
        int value = new Arguments(mode).integer(name, 0);
        if (value < 0) {
            throw CommandException.badValue("'" + name + "' option to 'mode' must be positive");
        }
        return value;
    }

    /** Gives this answer so many times, and then the other one. */
    private static BooleanSupplier firstOf(int times, boolean answer) {
        int[] left = {times};
        return () -> {
            if (left[0] == 0) {
                return !answer;
            }
            left[0]--;
            return answer;
        };
    }
}
