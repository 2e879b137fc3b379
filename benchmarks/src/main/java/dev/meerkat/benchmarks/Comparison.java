package dev.meerkat.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * One row of a table: a benchmark, its counterpart, and how far apart they should be at most.
 *
 * @param what is measured
 * @param measured the benchmark's name, class and method
 * @param raw the counterpart's name
 * @param remote whether one of them asks a server in each operation
 * @param aim for the two
 */
record Comparison(String what, String measured, String raw, boolean remote, Aim aim) {

    /** Of Meerkat with what it stands for. */
    static final List<Comparison> MEERKAT = List.of(
            local(
                    "`findById`, near hit, record",
                    "NearHitById",
                    "caffeineGet",
                    new Both(new AtMostTimes(3), new AtMostBytes(64))),
            local("`findById`, near hit, POJO", "NearHitOfPojo", "caffeineGetAndDecode", new None()),
            remote("`find(eq).first()`, near hit, record", "NearHitOfFind", "driverFind", new AtMostNanos(1000)),
            remote("`findById`, shared hit, record", "SharedHit", "jedisGetAndDecode", new AtMostTimes(1.15)),
            remote("`findById`, miss, both tiers", "Miss.OfBothTiers", "driverFind", new AtMostTimes(1.15)),
            remote("`findById`, miss, near tier only", "Miss.OfNearTier", "driverFind", new AtMostTimes(1.15)),
            remote("`updateOne`", "Write", "driverWrite", new AtMostTimes(1.1)),
            local("a call passed on", "PassedCall", "directCall", new AtMostNanos(50)));

    /** Of an event of the server's that concerns many change streams with one that concerns a single stream. */
    static final List<Comparison> STREAMS = List.of(
            streams("10 streams show it", "ToTen"),
            streams("100 streams show it", "ToHundred"),
            streams("1 stream shows it, 10 others wait", "BesideTen"),
            streams("1 stream shows it, 100 others wait", "BesideHundred"));

    /** Whether this benchmark is of a comparison that is {@link #remote}. */
    static boolean isRemote(String benchmark) {
        return all().stream()
                .anyMatch(row -> row.remote && (row.measured.equals(benchmark) || row.raw.equals(benchmark)));
    }

    /** All rows. */
    static List<Comparison> all() {
        return Stream.concat(MEERKAT.stream(), STREAMS.stream()).toList();
    }

    private static Comparison streams(String what, String benchmark) {
        return new Comparison(
                "an event: " + what,
                "StreamEvents." + benchmark + ".perEvent",
                "StreamEvents.ToOne.perEvent",
                true,
                new None());
    }

    private static Comparison local(String what, String benchmark, String raw, Aim aim) {
        return new Comparison(what, benchmark + "." + TierCheck.MEASURED, benchmark + "." + raw, false, aim);
    }

    private static Comparison remote(String what, String benchmark, String raw, Aim aim) {
        return new Comparison(what, benchmark + "." + TierCheck.MEASURED, benchmark + "." + raw, true, aim);
    }

    /** What is aimed at. */
    sealed interface Aim {

        /**
         * Whether it is.
         *
         * @param measured nanoseconds an operation
         * @param ratio to the raw counterpart
         * @param bytes allocated by an operation, NaN where that wasn't measured
         */
        boolean isMet(double measured, double ratio, double bytes);
    }

    /** Nothing in particular. */
    record None() implements Aim {

        @Override
        public boolean isMet(double measured, double ratio, double bytes) {
            return true;
        }

        @Override
        public String toString() {
            return "–";
        }
    }

    /** So many times the raw counterpart. */
    record AtMostTimes(double times) implements Aim {

        @Override
        public boolean isMet(double measured, double ratio, double bytes) {
            return ratio <= times;
        }

        @Override
        public String toString() {
            return "≤ " + (times == Math.rint(times) ? Long.toString((long) times) : Double.toString(times)) + " ×";
        }
    }

    /** So many bytes allocated; met where they weren't measured. */
    record AtMostBytes(double most) implements Aim {

        @Override
        public boolean isMet(double measured, double ratio, double bytes) {
            return Double.isNaN(bytes) || Math.rint(bytes) <= most;
        }

        @Override
        public String toString() {
            return "≤ " + Math.round(most) + " B";
        }
    }

    /** One aim and another. */
    record Both(Aim one, Aim other) implements Aim {

        @Override
        public boolean isMet(double measured, double ratio, double bytes) {
            return one.isMet(measured, ratio, bytes) && other.isMet(measured, ratio, bytes);
        }

        @Override
        public String toString() {
            return one + ", " + other;
        }
    }

    /** So many nanoseconds, whatever the raw counterpart takes. */
    record AtMostNanos(double nanos) implements Aim {

        @Override
        public boolean isMet(double measured, double ratio, double bytes) {
            return measured <= nanos;
        }

        @Override
        public String toString() {
            return "≤ " + Table.time(nanos).replaceFirst("[.]0+ ", " ").toLowerCase(Locale.ROOT);
        }
    }
}
