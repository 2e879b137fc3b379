package dev.meerkat.benchmarks.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.cache.DecisionListener.Origin;
import dev.meerkat.cache.Invalidation;
import dev.meerkat.cache.Namespace;
import dev.meerkat.cache.Outcome.Tier;
import dev.meerkat.monitoring.DecisionLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StampsTest {

    @Test
    void whatTheLogOfDecisionsSaysToHaveChangedIsStampedWithItsTag(@TempDir Path folder) throws IOException {
        Stamps stamps = Stamps.listen();
        DecisionLog log = new DecisionLog();
        long before = System.nanoTime();

        log.served(Tier.NEAR, "a key");
        log.invalidated(new Invalidation.Documents(7, new Namespace("shop", "customers"), 0x1234L), Origin.LOG, true);

        long after = System.nanoTime();
        Path file = folder.resolve("stamps");
        stamps.write(file);
        assertThat(Files.readAllLines(file)).singleElement().satisfies(line -> {
            assertThat(line).endsWith(" 0000000000001234");
            assertThat(Long.parseLong(line.substring(0, line.indexOf(' ')))).isBetween(before, after);
        });
    }
}
