package dev.meerkat.monitoring;

import dev.meerkat.cache.BypassReason;
import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.DecisionListener;
import dev.meerkat.cache.Invalidation;
import dev.meerkat.cache.Namespace;
import dev.meerkat.cache.Outcome;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a line for every decision of a cache, on the logger {@value #LOGGER}. For looking at a cache at work, not for
 * production: every hit costs a line. Thread-safe.
 *
 * <p>At level INFO: who switches it on has asked to see it, and most logging is set up to show INFO and to drop DEBUG. To
 * silence it without switching it off, set the logger to WARN.
 *
 * <p><b>Private data.</b> Reads are shown with their filters, so with the ids and values that callers searched for. Documents
 * are never shown.
 */
public final class DecisionLog implements DecisionListener {

    /** The logger's name. */
    public static final String LOGGER = "dev.meerkat.decisions";

    private static final Logger LOG = LoggerFactory.getLogger(LOGGER);
    private static final int TAGS_SHOWN = 5;

    /** Writes to the log of the name {@link #LOGGER}. */
    public DecisionLog() {}

    @Override
    public void served(Outcome.Tier tier, Object key) {
        switch (tier) {
            case NEAR -> LOG.info("hit near {}", key);
            case SHARED -> LOG.info("hit shared {}", key);
            case FILLED -> LOG.info("miss filled {}", key);
            case JOINED -> LOG.info("miss joined {}", key);
        }
    }

    @Override
    public void bypassed(BypassReason reason, @Nullable Namespace namespace, @Nullable Object key) {
        String why = reason.name().toLowerCase(Locale.ROOT);
        if (key != null) {
            LOG.info("bypass {} {}", why, key);
        } else if (namespace != null) {
            LOG.info("bypass {} in {}", why, namespace);
        } else {
            LOG.info("bypass {}", why);
        }
    }

    @Override
    public void invalidated(Invalidation invalidation, Origin origin, boolean cached) {
        if (LOG.isInfoEnabled()) {
            LOG.info(
                    "change {} by {} at {}, {}",
                    what(invalidation),
                    origin == Origin.OWN_WRITE ? "own write" : "the log",
                    ClusterTime.toString(invalidation.time()),
                    cached ? "cached here" : "not cached here");
        }
    }

    @Override
    public void gate(boolean open) {
        LOG.info(open ? "gate open" : "gate shut");
    }

    private static String what(Invalidation invalidation) {
        if (invalidation instanceof Invalidation.Documents changed) {
            return documents(changed);
        }
        if (invalidation instanceof Invalidation.WholeNamespace whole) {
            return "of all of " + whole.namespace();
        }
        if (invalidation instanceof Invalidation.WholeDatabase whole) {
            return "of all of database " + whole.database();
        }
        return "of everything";
    }

    private static String documents(Invalidation.Documents changed) {
        long[] tags = changed.documents();
        String shown = LongStream.of(tags)
                .limit(TAGS_SHOWN)
                .mapToObj("%016x"::formatted)
                .collect(Collectors.joining(" "));
        String rest = tags.length > TAGS_SHOWN ? " and " + (tags.length - TAGS_SHOWN) + " more" : "";
        return "of " + changed.namespace() + " " + shown + rest;
    }
}
