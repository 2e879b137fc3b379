package dev.meerkat.faults.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Histories by chance, judged by the checker and, write by write, by the rules as they are said. */
class OracleTest {

    private static final int DOCUMENTS = 3;
    private static final int PROCESSES = 3;
    private static final int TIME = 1_500;
    private static final int SEEDS = 200;

    @Test
    void theCheckerSaysWhatTheRulesSay() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            List<Write> writes = writes(new Random(seed));
            History history = new History();
            inAnyOrder(writes, seed).forEach(history::announce);
            inAnyOrder(writes, seed + 1).forEach(history::end);
            Tally expected = new Tally();
            for (Read read : reads(new Random(seed + 1_000), 300)) {
                expected.add(judge(writes, read));
                assertThat(figures(history.read(read).tally()))
                        .as("seed %d, %s", seed, read)
                        .isEqualTo(figures(expected));
            }
        }
    }

    @Test
    void whoForgetsFindsAsMuchInReadsThatAreJudgedInTime() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            forgetting(seed);
        }
    }

    private static void forgetting(long seed) {
        List<Write> writes = writes(new Random(seed));
        List<Read> reads = reads(new Random(seed + 1_000), 300);
        History history = new History();
        Tally expected = new Tally();
        long garbageNotStale = 0;
        for (int round = 0; round < TIME; round += 300) {
            int from = round;
            writes.stream()
                    .filter(write -> write.begunNanos() >= from && write.begunNanos() < from + 300)
                    .forEach(history::write);
            for (Read read : reads) {
                if (read.endedNanos() >= from && read.endedNanos() < from + 300) {
                    List<Write> told = writes.stream()
                            .filter(write -> write.begunNanos() < from + 300)
                            .toList();
                    Tally judged = judge(told, read);
                    expected.add(judged);
                    garbageNotStale += judged.stale == 0 ? judged.garbage : 0;
                    history.read(read);
                }
            }
            Tally found = history.tally();
            assertThat(List.of(found.stale, found.ownMissed))
                    .as("seed %d, round %d", seed, from)
                    .isEqualTo(List.of(expected.stale, expected.ownMissed));
            assertThat(found.garbage).isBetween(garbageNotStale, expected.garbage);
            // What the next round's reads may still show: they end after this round, 100 after their beginning at most.
            history.forget(from + 300 - 100 - History.BOUND);
        }
    }

    @Test
    void chanceMakesWrongReadsOfEachKindAndRightOnes() {
        Tally all = new Tally();
        long right = 0;
        for (long seed = 1; seed <= 20; seed++) {
            List<Write> writes = writes(new Random(seed));
            for (Read read : reads(new Random(seed + 1_000), 300)) {
                Tally judged = judge(writes, read);
                right += wrong(judged).equals(List.of(0L, 0L, 0L)) ? 1 : 0;
                all.add(judged);
            }
        }
        assertThat(List.of(all.stale, all.ownMissed, all.garbage, right)).allMatch(count -> count > 50);
    }

    private static List<Write> inAnyOrder(List<Write> writes, long seed) {
        List<Write> all = new ArrayList<>(writes);
        Collections.shuffle(all, new Random(seed));
        return all;
    }

    private static List<Write> writes(Random random) {
        List<Write> writes = new ArrayList<>();
        long[] numbers = new long[DOCUMENTS];
        for (long at = 0; at < TIME; at += 1 + random.nextInt(30)) {
            int document = random.nextInt(DOCUMENTS);
            numbers[document] += 1 + random.nextInt(2);
            long acknowledged = random.nextInt(5) == 0 ? Write.UNKNOWN : at + random.nextInt(60);
            boolean deletes = random.nextInt(4) == 0;
            writes.add(new Write(random.nextInt(PROCESSES), document, numbers[document], deletes, at, acknowledged));
        }
        return writes;
    }

    private static List<Read> reads(Random random, int count) {
        List<Read> reads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long begun = random.nextInt(TIME - 100);
            long likely = begun / 35;
            long number = random.nextInt(5) == 0 ? Read.ABSENT : Math.max(0, likely - 12 + random.nextInt(16));
            reads.add(new Read(
                    random.nextInt(PROCESSES),
                    Source.SHARED,
                    random.nextInt(DOCUMENTS),
                    number,
                    begun,
                    begun + random.nextInt(100)));
        }
        return reads;
    }

    /** The rules as they are said, write by write. */
    private static Tally judge(List<Write> all, Read read) {
        Tally tally = new Tally();
        List<Write> writes = all.stream()
                .filter(write -> write.document() == read.document())
                .toList();
        long number = read.number();
        if (number == Read.ABSENT) {
            for (Write write : writes) {
                if (write.deletes() && write.begunNanos() <= read.endedNanos()) {
                    number = Math.max(number, write.number());
                }
            }
        } else {
            boolean written = false;
            for (Write write : writes) {
                written |= write.number() == number && !write.deletes() && write.begunNanos() <= read.endedNanos();
            }
            tally.garbage = written ? 0 : 1;
        }
        long stale = 0;
        for (Write write : writes) {
            if (write.number() > number && write.acknowledgedNanos() < read.begunNanos()) {
                stale = Math.max(stale, read.begunNanos() - write.acknowledgedNanos());
                tally.ownMissed |= write.process() == read.process() && read.process() != Write.PLAIN ? 1 : 0;
            }
        }
        tally.stale = stale > History.BOUND ? 1 : 0;
        tally.result(read.source(), stale);
        return tally;
    }

    private static List<Long> wrong(Tally tally) {
        return List.of(tally.stale, tally.ownMissed, tally.garbage);
    }

    private static List<Long> figures(Tally tally) {
        return List.of(tally.stale, tally.ownMissed, tally.garbage, tally.longestNanos);
    }
}
