package dev.meerkat.examples.demo.claims;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.embedded.MongoServer;
import dev.meerkat.embedded.RedisServer;
import dev.meerkat.embedded.Servers;
import dev.meerkat.examples.demo.data.DataSet;
import dev.meerkat.examples.demo.measure.Figures;
import dev.meerkat.examples.demo.measure.Histogram;
import dev.meerkat.examples.demo.stage.Cleanup;
import dev.meerkat.examples.demo.stage.Delays;
import dev.meerkat.examples.demo.stage.PlainWriter;
import dev.meerkat.examples.demo.stage.Stage;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Each line of the demo, with three JVMs under load: the demo's own experiments. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClaimsTest {

    private static final Cleanup CLEANUP = new Cleanup();

    private static Stage stage;
    private static DataSet data;
    private static PlainWriter writer;

    @BeforeAll
    static void startThreeProcesses(@TempDir Path folder) throws IOException {
        MongoServer mongo = Servers.mongo();
        CLEANUP.add(mongo::close);
        RedisServer redis = Servers.redis();
        CLEANUP.add(redis::close);
        stage = new Stage(mongo, redis, folder, false, CLEANUP);
        data = DataSet.load(stage.database(), share -> {});
        stage.group().start();
        stage.group().load();
        writer = stage.writePlainly();
    }

    @AfterAll
    static void endThem() {
        CLEANUP.close();
    }

    @AfterEach
    void threeProcessesRun() {
        assertThat(stage.group().members()).hasSize(3);
    }

    @Test
    void thereAreTenThousandRealDocuments() {
        assertHolds(new RealDocuments(stage, data));
    }

    @Test
    void whatOneProcessReadsTheOthersHit() {
        assertHolds(new SharedReads(stage));
    }

    @Test
    void aWriteThroughMeerkatIsSeenInAllProcesses() {
        assertHolds(new MeerkatWrite(stage));
    }

    @Test
    void aPlainDriversWriteIsSeenInAllProcesses() {
        assertHolds(new PlainWrite(stage));
    }

    @Test
    void aWriteWhileNobodyWatchedIsSeenUnderTheNewTerm() {
        assertHolds(new LeaderKilled(stage));
    }

    @Test
    void readsGoOnWithoutRedisAndSharedHitsComeBack() {
        Assumptions.assumeTrue(stage.redis().canStop(), "this Redis is not the test's to stop");
        assertHolds(new RedisRestarted(stage));
    }

    @Test
    void everyPlainWriteReachesEveryProcess() {
        Histogram delays = Delays.measure(stage, 20, share -> {});
        assertThat(delays.count()).isEqualTo(60);
        assertThat(delays.max()).isLessThan(Stage.BOUND.toNanos() / 1_000);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void nothingWasStale() {
        Figures total = new Figures();
        stage.group().figures().values().forEach(total::add);
        assertHolds(new NothingStale(total.add(writer.figures())));
    }

    private static void assertHolds(Claim claim) {
        Verdict verdict = claim.check();
        assertThat(verdict.state())
                .as(verdict.text() + "\n" + verdict.figures())
                .isEqualTo(Verdict.State.HOLDS);
    }
}
