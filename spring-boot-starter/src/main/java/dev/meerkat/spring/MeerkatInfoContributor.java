package dev.meerkat.spring;

import dev.meerkat.Meerkat;
import dev.meerkat.cache.CacheStatistics;
import dev.meerkat.cache.Outcome;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/** Shows under {@code meerkat} how many reads were answered by whom since the start. */
final class MeerkatInfoContributor implements InfoContributor {

    private final Meerkat meerkat;

    MeerkatInfoContributor(Meerkat meerkat) {
        this.meerkat = meerkat;
    }

    @Override
    public void contribute(Info.Builder builder) {
        CacheStatistics statistics = meerkat.statistics();
        Map<String, Object> reads = new LinkedHashMap<>();
        for (Outcome.Tier tier : Outcome.Tier.values()) {
            reads.put(tier.name().toLowerCase(Locale.ROOT), statistics.from(tier));
        }
        reads.put("bypassed", statistics.bypassed());
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("enabled", meerkat.isEnabled());
        shown.put("reads", reads);
        shown.put("entries", statistics.entries());
        shown.put("bytes", statistics.bytes());
        builder.withDetail("meerkat", shown);
    }
}
