package dev.meerkat.faults.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Histories of several processes in one folder, judged round by round. */
class AuditTest {

    private static final Logger log = LoggerFactory.getLogger(AuditTest.class);

    @TempDir
    Path folder;

    private Audit audit;

    @BeforeEach
    void begin() {
        audit = new Audit(folder, Duration.ofNanos(100));
    }

    @Test
    void aWriteThatIsRecordedAfterAReadIsDemandedOfItAllTheSame() throws IOException {
        try (HistoryWriter one = new HistoryWriter(folder, 1);
                HistoryWriter two = new HistoryWriter(folder, 2)) {
            Write first = Write.begun(1, 0, 1, false, 0);
            Write second = Write.begun(1, 0, 2, false, 20);
            one.begun(first);
            one.write(first.acknowledged(10));
            one.begun(second);
            two.read(new Read(2, Source.NEAR, 0, 1, 500, 505));
            two.flush();
            audit.round();
            assertThat(audit.table().reads()).isZero();
            one.write(second.acknowledged(30));
            audit.round();
        }
        assertThat(audit.table().reads()).isOne();
        assertThat(audit.table().violations()).singleElement().asString().contains("process 2 read 1 of document 0");
        assertThat(audit.table().isGood()).isFalse();
    }

    @Test
    void whatIsRecordedAfterTheLastRoundIsJudgedInTheEnd() throws IOException {
        audit.round();
        try (HistoryWriter one = new HistoryWriter(folder, 1)) {
            one.begun(Write.begun(1, 0, 1, false, 0));
            one.read(new Read(1, Source.SHARED, 0, 1, 5, 6));
            one.read(new Read(1, Source.BYPASSED, 0, Read.ABSENT, 5, 6));
        }
        audit.finish();
        audit.finish();
        assertThat(audit.table().reads()).isEqualTo(2);
        assertThat(audit.table().share(Source.SHARED)).isEqualTo(0.5);
        assertThat(audit.table().isGood()).isTrue();
    }

    @Test
    void aReadIsCountedForTheFaultItFellIntoThoughThatRecoversLater() throws IOException {
        Injection fault = Injection.begun("frost", 100);
        audit.injection(fault);
        try (HistoryWriter one = new HistoryWriter(folder, 1)) {
            one.read(new Read(1, Source.NEAR, 0, Read.ABSENT, 150, 151));
            one.flush();
            audit.round();
            audit.round();
            audit.injection(fault.healed(200).recovered(300));
            one.read(new Read(1, Source.NEAR, 0, Read.ABSENT, 299, 300));
            one.read(new Read(1, Source.NEAR, 0, Read.ABSENT, 300, 301));
        }
        audit.finish();
        assertThat(audit.table().injections("frost")).isOne();
        assertThat(audit.table().json())
                .contains("{\"fault\": \"frost\", \"injected\": 1, \"results\": 2,")
                .contains("{\"fault\": \"calm\", \"injected\": 0, \"results\": 1,");
    }

    /** Auditing must not take the cores from what it audits. The figure is in the log; the assertion is generous. */
    @Test
    void aMillionReadsAreAuditedInSeconds() throws IOException {
        Random random = new Random(1);
        int documents = 2_000;
        long[] numbers = new long[documents];
        int reads = 3_000_000;
        long recorded = System.nanoTime();
        try (HistoryWriter writer = new HistoryWriter(folder, 1)) {
            for (int i = 0; i < reads; i++) {
                int document = (int) (documents * Math.pow(random.nextDouble(), 3));
                if (i % 20 == 0) {
                    Write write = Write.begun(1, document, numbers[document] + 1, false, 1_000L * i);
                    writer.begun(write);
                    numbers[document]++;
                    writer.write(write.acknowledged(1_000L * i + 500));
                }
                long number = numbers[document] == 0 ? Read.ABSENT : numbers[document];
                writer.read(new Read(1, Source.NEAR, document, number, 1_000L * i + 600, 1_000L * i + 900));
            }
        }
        long begun = System.nanoTime();
        audit.finish();
        long ended = System.nanoTime();
        log.info(String.format(
                "%,d reads a second audited, %,d recorded",
                (long) (reads / ((ended - begun) / 1e9)), (long) (reads / ((begun - recorded) / 1e9))));
        assertThat(audit.table().isGood()).isTrue();
        assertThat(audit.table().reads()).isEqualTo(reads);
        assertThat(Duration.ofNanos(ended - begun)).isLessThan(Duration.ofSeconds(30));
    }
}
