package dev.meerkat.embedded.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meerkat.embedded.EmbeddedMongo;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The replay finds faults: planted ones in the recording, and a list of known differences that isn't right. */
@Timeout(60)
class CheckerTest {

    /** Replays one section of the recording, of which a part was changed. */
    private static SectionResult replay(String section, UnaryOperator<String> change) {
        List<String> lines = Recording.load().steps(section).stream()
                .map(step -> step.line().toJson())
                .toList();
        List<String> changed = lines.stream().map(change).toList();
        Recording recording = Recording.of(
                List.of("shop", "shop2"),
                changed.stream().map(BsonDocument::parse).toList());
        try (EmbeddedMongo mongo = EmbeddedMongo.start();
                RawClient client = new RawClient("127.0.0.1", mongo.port())) {
            return new Replay(client).run(recording).get(0);
        }
    }

    private static List<String> places(SectionResult result) {
        return result.differences().stream()
                .map(difference -> difference.step().number() + " " + difference.pointer())
                .toList();
    }

    @Test
    void whatIsRecordedIsEqual() {
        SectionResult result = replay("change-stream/update-lookup", line -> line);
        assertThat(result.differences()).isEmpty();
        assertThat(result.steps()).isEqualTo(6);
        assertThat(result.equal()).isEqualTo(6);
    }

    @Test
    void theScriptCanRunInOtherDatabases() {
        Recording elsewhere = Recording.load().in("elsewhere_");
        assertThat(elsewhere.databases()).containsExactly("elsewhere_shop", "elsewhere_shop2");
        assertThat(elsewhere.steps("crud"))
                .allMatch(step -> step.database().startsWith("elsewhere_"))
                .noneMatch(step -> step.line().toJson().contains("\"shop."));
    }

    @Test
    void anAnswerThatWasTamperedWithIsFound() {
        SectionResult result =
                replay("lease", line -> line.replace("\"holder\": \"A\"}, \"ok\"", "\"holder\": \"B\"}, \"ok\""));
        assertThat(places(result)).containsExactly("1 /value/holder", "5 /value/holder");
        assertThat(result.different()).isEqualTo(2);
        assertThat(result.differences().get(0)).hasToString("lease 1 /value/holder: expected \"B\", got \"A\"");
    }

    @Test
    void anEventThatWasTamperedWithIsFound() {
        assertThat(places(replay(
                        "ddl/drop/collection",
                        line -> line.replace("\"operationType\": \"drop\"", "\"operationType\": \"x\""))))
                .containsExactly("6 /events/1/operationType");
    }

    @Test
    void aStreamThatOughtToBeOpenIsFound() {
        assertThat(places(replay("ddl/drop/collection", line -> line.replace("\"closed\": true", "\"closed\": false"))))
                .containsExactly("6 /closed");
    }

    @Test
    void anEventTooManyIsFound() {
        assertThat(places(replay(
                        "ddl/drop/database",
                        line -> line.replace("\"count\": 4", "\"count\": 1")
                                .replaceFirst(
                                        "\\{\"_id\": \\{\"\\$volatile\": \"token\"}, \"operationType\": \"drop\".*?}}, ",
                                        ""))))
                .containsExactly("6 /events");
    }

    @Test
    void whatIsListedIsNoComplaint() {
        SectionResult result =
                replay("lease", line -> line.replace("\"holder\": \"A\"}, \"ok\"", "\"holder\": \"B\"}, \"ok\""));
        assertThat(KnownDifferences.of(List.of(
                                "# a comment", "", "lease | 1 | /value/holder | because", "lease|5|/value/holder|so"))
                        .complaints(result))
                .isEmpty();
        assertThat(KnownDifferences.of(List.of("lease | * | * | next")).complaints(result))
                .isEmpty();
    }

    @Test
    void whatIsntListedIsAComplaint() {
        SectionResult result =
                replay("lease", line -> line.replace("\"holder\": \"A\"}, \"ok\"", "\"holder\": \"B\"}, \"ok\""));
        assertThat(KnownDifferences.of(List.of("lease | 1 | /value/holder | because", "lease | 5 | /value | elsewhere"))
                        .complaints(result))
                .hasSize(2)
                .anyMatch(complaint -> complaint.startsWith("lease 5 /value/holder: expected"))
                .anyMatch(complaint -> complaint.contains("vanished") && complaint.contains("elsewhere"));
    }

    @Test
    void whatIsListedAndHasVanishedIsAComplaint() {
        SectionResult result = new SectionResult("lease", 8, List.of());
        assertThat(KnownDifferences.of(List.of("lease | 1 | /value/holder | because", "other | 1 | /x | because"))
                        .complaints(result))
                .singleElement()
                .asString()
                .contains("vanished", "/value/holder");
        assertThat(KnownDifferences.of(List.of("lease | * | * | next")).complaints(result))
                .singleElement()
                .asString()
                .contains("vanished");
    }

    @Test
    void aDifferenceWithoutAReasonCantBeListed() {
        assertThatThrownBy(() -> KnownDifferences.of(List.of("lease | 1 | /value")))
                .hasMessageContaining("section | step | pointer | reason");
        assertThatThrownBy(() -> KnownDifferences.of(List.of("lease | 1 | /value |  ")))
                .hasMessageContaining("section | step | pointer | reason");
    }
}
