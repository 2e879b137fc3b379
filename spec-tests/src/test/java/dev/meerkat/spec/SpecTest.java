package dev.meerkat.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.meerkat.spec.format.SpecCase;
import dev.meerkat.spec.format.SpecFile;
import dev.meerkat.spec.format.SpecFolders;
import dev.meerkat.spec.report.SpecTable;
import dev.meerkat.spec.run.CaseRuns;
import dev.meerkat.spec.run.Lanes;
import dev.meerkat.spec.run.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.TestAbortedException;

/**
 * The cases that every driver of MongoDB's has to pass, each three times: through the driver; through what Meerkat wraps; and
 * so again with every read done twice. Where they lie is told by {@code -Dspec.tests}.
 */
class SpecTest {

    private static final Path PAGE = Path.of("..", "docs", "spec-tests.md");
    private static final double LEAST_SHARE = 0.95;

    private static @Nullable Lanes lanes;

    @AfterAll
    static void close() {
        if (lanes != null) {
            lanes.close();
        }
    }

    @TestFactory
    Stream<DynamicNode> everyCaseIsTheSameThroughTheCache() {
        SpecFolders folders = SpecFolders.find();
        assumeTrue(folders != null, SpecFolders::missing);
        Lanes open = new Lanes();
        lanes = open;
        List<SpecCase> cases = folders.files().stream()
                .filter(SpecFile::isUnified)
                .flatMap(file -> file.cases().stream())
                .toList();
        List<CaseRuns> all = open.begin(cases);
        Map<String, List<CaseRuns>> files = new LinkedHashMap<>();
        all.forEach(runs -> files.computeIfAbsent(
                        runs.specCase().file().folder() + "/"
                                + runs.specCase().file().name(),
                        file -> new ArrayList<>())
                .add(runs));
        return Stream.concat(
                files.entrySet().stream()
                        .map(file -> dynamicContainer(
                                file.getKey(), file.getValue().stream().map(SpecTest::node))),
                Stream.of(dynamicTest("all together", () -> together(all, folders, open))));
    }

    private static DynamicNode node(CaseRuns runs) {
        return dynamicContainer(
                runs.specCase().description(),
                Stream.of(Mode.values())
                        .filter(mode -> mode == Mode.PLAIN || runs.isAdmitted())
                        .map(mode -> dynamicTest(mode.toString(), () -> require(runs, mode))));
    }

    private static void require(CaseRuns runs, Mode mode) throws Throwable {
        String reason = runs.skipped();
        if (reason != null) {
            throw new TestAbortedException(reason);
        }
        Throwable fault = runs.fault(mode);
        if (fault != null) {
            throw new AssertionError(runs.specCase() + " (" + mode + "): " + fault.getMessage(), fault);
        }
    }

    private static void together(List<CaseRuns> all, SpecFolders folders, Lanes lanes) throws IOException {
        SpecTable table = new SpecTable(all);
        table.write(Path.of("target", "spec-tests.md"));
        assertThat(table.total().share())
                .as("part of the admitted cases that passes through the driver\n%s", table)
                .isGreaterThanOrEqualTo(LEAST_SHARE);
        if (folders.isDefault() && lanes.isEmbedded()) {
            String page = Files.readString(PAGE);
            if (Boolean.getBoolean("spec.tests.write")) {
                Files.writeString(PAGE, table.in(page));
            } else {
                assertThat(page)
                        .as("the page holds this run's table; -Dspec.tests.write=true writes it")
                        .isEqualTo(table.in(page));
            }
        }
    }
}
