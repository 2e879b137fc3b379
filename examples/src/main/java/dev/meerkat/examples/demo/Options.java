package dev.meerkat.examples.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param brief whether to end within a minute
 * @param seconds how long to measure before the claims are checked
 * @param withoutRule whether the validity rule is switched off
 * @param json where all figures are written
 * @param help whether to explain instead
 */
record Options(
        boolean brief,
        int seconds,
        boolean withoutRule,
        @Nullable Path json,
        boolean help) {

    static final String HELP = """
            usage: ./demo [--short] [--seconds N] [--json FILE] [--plant=no-rule]

            Three JVMs share a cache over thousands of real documents, which stays true
            while the documents change, also from outside and while the leader is killed.

              --short          end within a minute (else two): the JVMs compile quickly,
                               with C1 only, and their reads from memory are slower
              --seconds N      measure for N seconds before the claims are checked
              --json FILE      write all figures and claims to FILE
              --plant=no-rule  switch the validity rule off in the three JVMs: the audit
                               must find stale reads, and the demo must fail
              --help           this

            Ends with 0 if every claim holds, with 1 if one doesn't, with 2 if the demo
            can't run.

            Servers: MONGODB_URI (a replica set) and REDIS_URL if set; else mongod and
            redis-server, named by MONGOD and REDIS_SERVER or on the PATH; else containers
            where a Docker engine answers; else embedded ones. On servers that it didn't
            start, the demo uses databases and a key prefix of its own and removes them.
            """;

    private static final int SHORT_SECONDS = 8;
    private static final int FULL_SECONDS = 60;

    static Options parse(String... commandLine) throws UsageException {
        String[] arguments = split(commandLine);
        boolean brief = false;
        int seconds = 0;
        boolean withoutRule = false;
        Path json = null;
        boolean help = false;
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            switch (argument) {
                case "--short" -> brief = true;
                case "--plant=no-rule" -> withoutRule = true;
                case "--help", "-h" -> help = true;
                case "--json" -> json = file(value(arguments, ++i));
                case "--seconds" -> seconds = seconds(value(arguments, ++i));
                default -> throw new UsageException("unknown option " + argument + "; try --help");
            }
        }
        int standard = brief ? SHORT_SECONDS : FULL_SECONDS;
        return new Options(brief, seconds == 0 ? standard : seconds, withoutRule, json, help);
    }

    /** Takes {@code --name=value} apart. */
    private static String[] split(String... arguments) {
        return Arrays.stream(arguments)
                .flatMap(argument -> argument.startsWith("--json=") || argument.startsWith("--seconds=")
                        ? Arrays.stream(argument.split("=", 2))
                        : Stream.of(argument))
                .toArray(String[]::new);
    }

    private static String value(String[] arguments, int i) throws UsageException {
        if (i == arguments.length || arguments[i].isBlank() || arguments[i].startsWith("--")) {
            throw new UsageException(arguments[i - 1] + " needs a value; try --help");
        }
        return arguments[i];
    }

    private static Path file(String name) throws UsageException {
        Path file = Path.of(name).toAbsolutePath();
        if (Files.isDirectory(file) || !Files.isDirectory(file.resolveSibling("."))) {
            throw new UsageException("--json can't be written to " + name + ": name a file in a folder that there is");
        }
        return file;
    }

    private static int seconds(String number) throws UsageException {
        if (!number.matches("[1-9][0-9]{0,4}")) {
            throw new UsageException("--seconds must be a number from 1 to 99999, not " + number);
        }
        return Integer.parseInt(number);
    }
}
