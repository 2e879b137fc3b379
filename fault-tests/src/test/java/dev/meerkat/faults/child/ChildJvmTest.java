package dev.meerkat.faults.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ChildJvmTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration MOMENT = Duration.ofMillis(500);

    @TempDir
    Path folder;

    private @Nullable ChildJvm child;

    @AfterEach
    void kill() {
        if (child != null) {
            child.kill();
        }
    }

    @Test
    void aChildGetsItsSettingsAndAnswers() {
        ChildJvm echo = start(new Document("some", 1));

        Document answer = echo.ask("hello", new Document(), SOON);

        assertThat(answer.getString("heard")).isEqualTo("hello");
        assertThat(answer.get("settings", Document.class)).isEqualTo(new Document("some", 1));
        assertThat(answer.get("pid", Number.class))
                .extracting(Number::longValue)
                .isEqualTo(echo.pid());
    }

    @Test
    void whatFailsInTheChildFailsHereAndTheChildGoesOn() {
        ChildJvm echo = start(new Document());

        assertThatThrownBy(() -> echo.ask("fail", new Document(), SOON)).hasMessageContaining("as told");

        assertThat(echo.ask("hello", new Document(), SOON)).isNotEmpty();
    }

    @Test
    void aChildThatCannotBeginSaysWhy() {
        assertThatThrownBy(() -> start(new Document("refuse", true)))
                .isInstanceOf(ChildLostException.class)
                .hasMessageContaining("refused");
    }

    @Test
    void aFrozenChildDoesNotAnswerUntilItIsResumed() {
        ChildJvm echo = start(new Document());

        echo.freeze();
        assertThatThrownBy(() -> echo.ask("hello", new Document(), MOMENT)).hasMessageContaining("did not answer");
        echo.resume();

        assertThat(echo.ask("hello", new Document(), SOON)).isNotEmpty();
    }

    @Test
    void aFrozenChildCanBeKilledAndClosed() {
        ChildJvm echo = start(new Document());

        echo.freeze();
        echo.kill();

        assertThat(echo.isAlive()).isFalse();
        assertThatThrownBy(() -> echo.ask("hello", new Document(), SOON)).hasMessageContaining("has ended");
    }

    @Test
    void aChildThatIsClosedEnds() {
        ChildJvm echo = start(new Document());

        echo.close();

        await().atMost(SOON).until(() -> !echo.isAlive());
    }

    private ChildJvm start(Document settings) {
        ChildJvm started = ChildJvm.start("echo", Echo.class, List.of(), settings, folder.resolve("log"));
        child = started;
        started.awaitReady();
        return started;
    }
}
