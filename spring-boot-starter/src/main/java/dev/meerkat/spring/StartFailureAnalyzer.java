package dev.meerkat.spring;

import dev.meerkat.MeerkatException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Says what to do where the application can't start because of Meerkat. */
final class StartFailureAnalyzer implements FailureAnalyzer {

    private static final int DEEPEST = 50;

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            String action = action(cause);
            if (action != null) {
                return new FailureAnalysis(cause.getMessage(), action, cause);
            }
            cause = cause.getCause();
        }
        return null;
    }

    private static @Nullable String action(Throwable cause) {
        if (cause instanceof BadSettingsException) {
            return "Correct these properties: maxStaleness is meerkat.max-staleness, and so on. Settings of a collection are"
                    + " called meerkat.collections.users.ttl, or meerkat.collections[shop.users].ttl";
        }
        if (cause instanceof AmbiguousClientException) {
            return "Mark one of them @Primary, or exclude " + MeerkatAutoConfiguration.class.getName()
                    + " and wrap what is to be cached yourself";
        }
        if (cause instanceof MeerkatException) {
            return "Correct what is said above. To start without the cache, set meerkat.caching=off-if-unavailable (where"
                    + " MongoDB answers and can't be cached) or meerkat.enabled=false (in any case)";
        }
        return null;
    }
}
