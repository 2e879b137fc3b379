package dev.meerkat.faults.audit;

import java.util.ArrayList;
import java.util.List;

/** A history made for a test, with a bound of 100 ns, judged when all is told. */
final class History {

    static final long BOUND = 100;

    private final Windows windows = new Windows();
    private final Checker checker = new Checker(BOUND, windows, 0);
    private final List<Runnable> reads = new ArrayList<>();

    /** A write of document 0 by the plain driver. */
    History write(long number, long begun, long acknowledged) {
        return write(new Write(Write.PLAIN, 0, number, false, begun, acknowledged));
    }

    History delete(long number, long begun, long acknowledged) {
        return write(new Write(Write.PLAIN, 0, number, true, begun, acknowledged));
    }

    History write(Write write) {
        return announce(write).end(write);
    }

    History announce(Write write) {
        checker.begun(
                Write.begun(write.process(), write.document(), write.number(), write.deletes(), write.begunNanos()));
        return this;
    }

    History end(Write write) {
        checker.write(write);
        return this;
    }

    History insert(int process, long begun, long acknowledged) {
        Insert insert = new Insert(process, 0, begun, acknowledged);
        checker.begun(Insert.begun(process, 0, begun));
        checker.insert(insert);
        return this;
    }

    /** A read of document 0 by process 1, which takes 5 ns. */
    History read(long number, long begun) {
        return read(new Read(1, Source.NEAR, 0, number, begun, begun + 5));
    }

    History read(Read read) {
        reads.add(() -> checker.read(read));
        return this;
    }

    History read(CausalRead read) {
        reads.add(() -> checker.read(read));
        return this;
    }

    /** A count by process 1, which takes 5 ns. */
    History count(long counted, long begun) {
        reads.add(() -> checker.count(new Count(1, Source.SHARED, 0, counted, begun, begun + 5)));
        return this;
    }

    History failure(boolean mongoFailed) {
        reads.add(() -> checker.failure(new Failure(1, false, mongoFailed, 10, "java.io.IOException: no")));
        return this;
    }

    History injection(Injection injection) {
        windows.put(injection);
        return this;
    }

    /** Forgets what reads from this time on don't need, as after a round; the sixty seconds before are not kept. */
    History forget(long nanos) {
        checker.forget(nanos + BOUND + 60_000_000_000L);
        return this;
    }

    Tally tally() {
        Tally all = new Tally();
        judge();
        windows.tallies().values().forEach(all::add);
        return all;
    }

    Tally tally(String fault) {
        judge();
        return windows.tally(fault);
    }

    List<String> violations() {
        judge();
        return checker.violations();
    }

    private void judge() {
        reads.forEach(Runnable::run);
        reads.clear();
    }
}
