package dev.meerkat.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Runs a class of tests, and holds what it saw. */
final class InnerRun {

    /** What this build's environment names is not for these runs. */
    private static final String NAMED_MONGO = "meerkat.mongodb-uri";

    /** What the classes note; emptied before each run. */
    static final Queue<Object> SEEN = new ConcurrentLinkedQueue<>();

    private InnerRun() {}

    static EngineExecutionResults of(Class<?> tests, Map<String, String> configuration) {
        SEEN.clear();
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(tests))
                .configurationParameter(NAMED_MONGO, "")
                .configurationParameters(configuration)
                .execute();
    }

    /** Runs them; so many must pass, and nothing fail. */
    static void passes(Class<?> tests, int number) {
        passes(tests, number, Map.of());
    }

    static void passes(Class<?> tests, int number, Map<String, String> configuration) {
        EngineExecutionResults results = of(tests, configuration);
        results.allEvents().failed().stream().map(InnerRun::failure).findFirst().ifPresent(failure -> {
            throw new AssertionError("a test inside failed", failure);
        });
        results.testEvents().assertStatistics(events -> events.started(number).succeeded(number));
    }

    /** Runs them: the message with which the first one fails. */
    static String failureOf(Class<?> tests, Map<String, String> configuration) {
        return of(tests, configuration).allEvents().failed().stream()
                .map(event -> String.valueOf(failure(event).getMessage()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing failed"));
    }

    private static Throwable failure(Event event) {
        return event.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElseThrow();
    }
}
