package dev.meerkat.examples.demo.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CleanupTest {

    @Test
    void theLastIsUndoneFirstEachOnceAndAFailureStopsNothing() {
        List<String> undone = new ArrayList<>();
        Cleanup cleanup = new Cleanup();
        cleanup.add(() -> undone.add("server"));
        cleanup.add(() -> {
            throw new IllegalStateException("can't");
        });
        cleanup.add(() -> undone.add("process"));
        cleanup.close();
        cleanup.close();
        assertThat(undone).containsExactly("process", "server");
        assertThat(cleanup.isInterrupted()).isFalse();
    }
}
