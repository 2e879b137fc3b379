package dev.meerkat.faults;

import dev.meerkat.faults.app.Plant;
import dev.meerkat.faults.fault.Catalog;
import dev.meerkat.faults.fault.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param time when to end, after the round that is on then
 * @param rounds how many there are at most
 * @param seed for everything that is drawn
 * @param delta the bound δ
 * @param plant a fault in Meerkat itself, or null
 * @param only the faults to inject
 * @param json where all figures are written, or null
 * @param markdown where the table is written, or null
 * @param help whether to explain instead
 */
record Options(
        Duration time,
        int rounds,
        long seed,
        Duration delta,
        @Nullable String plant,
        List<Fault> only,
        @Nullable Path json,
        @Nullable Path markdown,
        boolean help) {

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})(ms|s)");
    private static final Duration SHORTEST = Duration.ofMillis(500);

    static String helpText() {
        return """
            usage: ./faults [--minutes N] [--rounds N] [--seed S] [--delta 2s] [--only FAULT,…]
                            [--plant NAME] [--json FILE] [--markdown FILE]

            Three JVMs read and write through Meerkat, and a plain driver writes as much
            past it, while one fault after the other strikes: processes are killed and
            stopped, links cut and stalled, Redis flushed, change streams lost. Every read
            is audited: whether it was older than the bound, and whether it showed its own
            process's writes.

              --minutes N      begin no new round after N minutes (2)
              --rounds N       end after N rounds; without --minutes, however long they take
              --seed S         draw everything from this number (printed at the start)
              --delta TIME     the bound, such as 2s or 750ms (2s)
              --only FAULT,…   inject only these
              --plant NAME     plant a fault in Meerkat: the audit must find it, and the run
                               must fail
              --json FILE      write all figures to FILE
              --markdown FILE  write the table to FILE
              --help           this

            Ends with 0 if nothing was wrong, with 1 if something was, with 2 if the run
            can't go on.

            MongoDB: MONGODB_URI (a replica set) if set, where databases of the run's own are
            used and removed; else an embedded one in a JVM of its own. Redis: a redis-server
            of its own, named by REDIS_SERVER, or on the PATH, or embedded.

            Faults:
            %s
            Names for --plant:
            %s""".formatted(columns(Catalog.faults().stream().map(Fault::name).toList()), columns(Plant.names()));
    }

    static Options parse(String... commandLine) throws UsageException {
        String[] arguments = split(commandLine);
        Duration time = null;
        int rounds = Integer.MAX_VALUE;
        long seed = ThreadLocalRandom.current().nextLong(1, 1_000_000);
        Duration delta = Duration.ofSeconds(2);
        String plant = null;
        List<Fault> only = Catalog.faults();
        Path json = null;
        Path markdown = null;
        boolean help = false;
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            switch (argument) {
                case "--help", "-h" -> help = true;
                case "--minutes" -> time = Duration.ofMinutes(number(arguments, ++i));
                case "--rounds" -> rounds = number(arguments, ++i);
                case "--seed" -> seed = number(arguments, ++i);
                case "--delta" -> delta = delta(value(arguments, ++i));
                case "--plant" -> plant = plant(value(arguments, ++i));
                case "--only" -> only = only(value(arguments, ++i));
                case "--json" -> json = file(arguments, ++i);
                case "--markdown" -> markdown = file(arguments, ++i);
                default -> throw new UsageException("unknown option " + argument + "; try --help");
            }
        }
        if (time == null) {
            time = rounds == Integer.MAX_VALUE ? Duration.ofMinutes(2) : Duration.ofDays(365);
        }
        return new Options(time, rounds, seed, delta, plant, only, json, markdown, help);
    }

    /** Takes {@code --name=value} apart. */
    private static String[] split(String... arguments) {
        return Arrays.stream(arguments)
                .flatMap(argument ->
                        argument.startsWith("--") ? Arrays.stream(argument.split("=", 2)) : Stream.of(argument))
                .toArray(String[]::new);
    }

    private static String value(String[] arguments, int i) throws UsageException {
        if (i == arguments.length || arguments[i].isBlank() || arguments[i].startsWith("--")) {
            throw new UsageException(arguments[i - 1] + " needs a value; try --help");
        }
        return arguments[i];
    }

    private static int number(String[] arguments, int i) throws UsageException {
        String number = value(arguments, i);
        if (!number.matches("[1-9][0-9]{0,8}")) {
            throw new UsageException(arguments[i - 1] + " must be a whole number from 1 up, not " + number);
        }
        return Integer.parseInt(number);
    }

    private static Duration delta(String text) throws UsageException {
        Matcher matcher = DURATION.matcher(text);
        if (matcher.matches()) {
            long number = Long.parseLong(matcher.group(1));
            Duration delta = matcher.group(2).equals("s") ? Duration.ofSeconds(number) : Duration.ofMillis(number);
            if (delta.compareTo(SHORTEST) >= 0) {
                return delta;
            }
        }
        throw new UsageException("--delta must be a time such as 2s or 750ms, 500ms at least, not " + text);
    }

    private static String plant(String name) throws UsageException {
        if (!Plant.names().contains(name)) {
            throw new UsageException(
                    "--plant doesn't know " + name + ": name one of " + String.join(", ", Plant.names()));
        }
        return name;
    }

    private static List<Fault> only(String names) throws UsageException {
        List<Fault> chosen = new ArrayList<>();
        for (String name : names.split(",")) {
            chosen.add(Catalog.faults().stream()
                    .filter(fault -> fault.name().equals(name))
                    .findFirst()
                    .orElseThrow(
                            () -> new UsageException("--only doesn't know " + name + "; --help names all faults")));
        }
        return List.copyOf(chosen);
    }

    private static Path file(String[] arguments, int i) throws UsageException {
        String name = value(arguments, i);
        Path file = Path.of(name).toAbsolutePath();
        if (Files.isDirectory(file) || !Files.isDirectory(file.resolveSibling("."))) {
            throw new UsageException(
                    arguments[i - 1] + " can't be written to " + name + ": name a file in a folder that there is");
        }
        return file;
    }

    private static String columns(List<String> names) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < names.size(); i += 3) {
            StringBuilder line = new StringBuilder("  ");
            names.subList(i, Math.min(names.size(), i + 3)).forEach(name -> line.append("%-26s".formatted(name)));
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
