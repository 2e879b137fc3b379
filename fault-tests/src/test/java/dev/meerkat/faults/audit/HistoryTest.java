package dev.meerkat.faults.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is recorded is read again, as far as it came. */
class HistoryTest {

    @TempDir
    Path folder;

    @Test
    void whatIsRecordedIsReadAgain() throws IOException {
        Random random = new Random(7);
        List<Object> reads = new ArrayList<>();
        List<Object> writes = new ArrayList<>();
        try (HistoryWriter writer = new HistoryWriter(folder, 5)) {
            for (int i = 0; i < 50_000; i++) {
                record(writer, random, reads, writes);
            }
        }
        assertThat(read(HistoryFiles.reads(folder, 5), 5)).isEqualTo(reads);
        assertThat(read(HistoryFiles.writes(folder, 5), 5)).isEqualTo(writes);
    }

    private static void record(HistoryWriter writer, Random random, List<Object> reads, List<Object> writes) {
        int document = random.nextInt(1 << random.nextInt(20));
        long number = random.nextLong() >>> (1 + random.nextInt(62));
        long begun = random.nextLong() >> (2 + random.nextInt(60));
        long ended = begun + (random.nextLong() >>> (10 + random.nextInt(50)));
        Source source = Source.values()[random.nextInt(4)];
        switch (random.nextInt(6)) {
            case 0 -> {
                Write write = Write.begun(5, document, number, random.nextBoolean(), begun);
                writer.begun(write);
                Write outcome = random.nextBoolean() ? write : write.acknowledged(ended);
                writer.write(outcome);
                writes.addAll(List.of("begun", write, outcome));
            }
            case 1 -> {
                Insert insert = Insert.begun(5, document, begun);
                writer.begun(insert);
                Insert outcome = random.nextBoolean() ? insert : insert.acknowledged(ended);
                writer.insert(outcome);
                writes.addAll(List.of("begun", insert, outcome));
            }
            case 2 -> {
                Failure failure = new Failure(5, random.nextBoolean(), random.nextBoolean(), begun, "no: ü " + number);
                writer.failure(failure);
                reads.add(failure);
            }
            case 3 -> {
                Count count = new Count(5, source, document, number, begun, ended);
                writer.count(count);
                reads.add(count);
            }
            default -> {
                Read read = new Read(5, source, document, random.nextInt(4) == 0 ? -1 : number, begun, ended);
                if (random.nextInt(4) == 0) {
                    CausalRead causal = new CausalRead(read, random.nextInt(4) == 0 ? -1 : number + 5);
                    writer.read(causal);
                    reads.add(causal);
                } else {
                    writer.read(read);
                    reads.add(read);
                }
            }
        }
    }

    @Test
    void aTornRecordIsLeftForLaterAndReadOnceItIsWhole() throws IOException {
        try (HistoryWriter writer = new HistoryWriter(folder, 1)) {
            for (int i = 0; i < 100; i++) {
                writer.read(new Read(1, Source.NEAR, i, 1_000_000L * i, 50_000L * i, 50_000L * i + 300));
            }
        }
        List<Object> all = read(HistoryFiles.reads(folder, 1), 1);
        assertThat(all).hasSize(100);
        HistoryReader reader = new HistoryReader(HistoryFiles.reads(folder, 1), 1);
        List<Object> seen = new ArrayList<>();
        for (long end = 1; end <= Files.size(HistoryFiles.reads(folder, 1)); end++) {
            reader.readTo(end, new Recorder(seen));
            assertThat(seen).isEqualTo(all.subList(0, seen.size()));
        }
        assertThat(seen).isEqualTo(all);
    }

    @Test
    void whatIsSentWasAnnouncedBefore() throws IOException {
        try (HistoryWriter writer = new HistoryWriter(folder, 1)) {
            Write write = Write.begun(1, 3, 4, true, 77);
            writer.begun(write);
            assertThat(read(HistoryFiles.writes(folder, 1), 1)).containsExactly("begun", write);
        }
    }

    @Test
    void readsAreHandedOverByAndBy() throws IOException {
        try (HistoryWriter writer = new HistoryWriter(folder, 1)) {
            Read read = new Read(1, Source.NEAR, 3, 4, 5, 6);
            writer.read(read);
            await().untilAsserted(() ->
                    assertThat(read(HistoryFiles.reads(folder, 1), 1)).containsExactly(read));
        }
    }

    @Test
    void anInterruptedThreadRecordsAllTheSame() throws IOException {
        try (HistoryWriter writer = new HistoryWriter(folder, 1)) {
            Thread.currentThread().interrupt();
            writer.write(Write.begun(1, 3, 4, true, 77));
            assertThat(Thread.interrupted()).isTrue();
            writer.write(Write.begun(1, 3, 5, true, 77));
        }
        assertThat(read(HistoryFiles.writes(folder, 1), 1)).hasSize(2);
    }

    @Test
    void aLongMessageIsCutShort() throws IOException {
        try (HistoryWriter writer = new HistoryWriter(folder, 1)) {
            writer.failure(new Failure(1, true, false, 5, "ü".repeat(5_000)));
        }
        assertThat(((Failure) read(HistoryFiles.reads(folder, 1), 1).get(0)).what())
                .startsWith("üüü")
                .hasSizeLessThan(1_000);
    }

    @Test
    void aProcessRecordsItsOwnOnly() throws IOException {
        try (HistoryWriter writer = new HistoryWriter(folder, 1)) {
            assertThatThrownBy(() -> writer.read(new Read(2, Source.NEAR, 0, 0, 0, 0)))
                    .hasMessageContaining("process 2");
        }
    }

    private static List<Object> read(Path file, int process) throws IOException {
        List<Object> seen = new ArrayList<>();
        new HistoryReader(file, process).readTo(Files.size(file), new Recorder(seen));
        return seen;
    }

    /** Puts everything into a list, in order. */
    private record Recorder(List<Object> seen) implements RecordDecoder.Listener {

        @Override
        public void read(Read read) {
            seen.add(read);
        }

        @Override
        public void read(CausalRead read) {
            seen.add(read);
        }

        @Override
        public void count(Count count) {
            seen.add(count);
        }

        @Override
        public void failure(Failure failure) {
            seen.add(failure);
        }

        @Override
        public void begun(Write write) {
            seen.addAll(List.of("begun", write));
        }

        @Override
        public void write(Write write) {
            seen.add(write);
        }

        @Override
        public void begun(Insert insert) {
            seen.addAll(List.of("begun", insert));
        }

        @Override
        public void insert(Insert insert) {
            seen.add(insert);
        }
    }
}
