package dev.meerkat.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The run as it is started by {@code ./faults}. */
@Timeout(240)
class FaultsTest {

    @TempDir
    Path folder;

    @Test
    void aShortRunFindsNothingWrongAndLeavesNothingBehind() throws Exception {
        Path json = folder.resolve("figures.json");
        Path page = folder.resolve("table.md");
        try (FaultsProcess faults = FaultsProcess.start(
                folder,
                "--rounds=3",
                "--seed=1",
                "--delta=1s",
                "--only=leader-killed,cursors-killed,redis-flushed",
                "--json=" + json,
                "--markdown=" + page)) {
            List<ProcessHandle> children = faults.childrenOnceUnderWay();

            assertThat(faults.await()).as(faults.output()).isZero();

            assertThat(faults.output()).contains("Nothing was wrong").contains("leader-killed");
            assertThat(page).content().contains("leader-killed", "cursors-killed", "redis-flushed");
            assertThat(json).content().contains("leader-killed");
            assertThat(children).hasSizeGreaterThanOrEqualTo(5);
            awaitEnd(children);
            assertThat(leftBehind()).isEmpty();
        }
    }

    /** The shell that watches over Redis looks once a second whether it is still needed. */
    private static void awaitEnd(List<ProcessHandle> children) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(children).noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void aPlantedFaultIsCaught() throws Exception {
        try (FaultsProcess faults =
                FaultsProcess.start(folder, "--rounds=8", "--delta=500ms", "--only=redis-flushed", "--plant=no-rule")) {

            assertThat(faults.await()).as(faults.output()).isEqualTo(1);

            assertThat(faults.output()).contains("stale", "missed write");
        }
    }

    @Test
    void whenToldToEndItTakesAllWithIt() throws Exception {
        try (FaultsProcess faults = FaultsProcess.start(folder, "--minutes=5", "--only=follower-stopped")) {
            List<ProcessHandle> children = faults.childrenOnceUnderWay();

            faults.signal("TERM");
            faults.await();

            awaitEnd(children);
            assertThat(leftBehind()).isEmpty();
        }
    }

    @Test
    void whatIsNotUnderstoodIsSaidAtOnce() throws Exception {
        try (FaultsProcess faults = FaultsProcess.start(folder, "--only=flood")) {
            assertThat(faults.await()).isEqualTo(2);

            assertThat(faults.output()).contains("faults: --only doesn't know flood; --help names all faults");
        }
    }

    private List<String> leftBehind() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("meerkat-"))
                    .toList();
        }
    }
}
