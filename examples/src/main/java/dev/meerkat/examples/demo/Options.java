package dev.meerkat.examples.demo;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param brief whether to end within a minute
 * @param withoutRule whether the validity rule is switched off
 * @param json where all figures are written
 * @param help whether to explain instead
 */
record Options(boolean brief, boolean withoutRule, @Nullable Path json, boolean help) {

    static final String HELP =
            """
            usage: ./demo [--short] [--json FILE] [--plant=no-rule]

            Three JVMs share a cache over thousands of real documents, which stays true
            while the documents change, also from outside and while the leader is killed.

              --short          end within a minute (else two to three)
              --json FILE      write all figures and claims to FILE
              --plant=no-rule  switch the validity rule off in the three JVMs: the audit
                               must find stale reads, and the demo must fail
              --help           this

            Ends with 0 if every claim holds, with 1 if one doesn't, with 2 if the demo can't run.

            Servers: MONGODB_URI (a replica set) and REDIS_URL if set; else mongod and redis-server
            on the PATH or named by MONGOD and REDIS_SERVER; else containers where a Docker engine
            answers; else embedded ones. On servers that it didn't start, the demo uses a database
            and a key prefix of its own and removes them.
            """;

    static Options parse(String... arguments) throws UsageException {
        boolean brief = false;
        boolean withoutRule = false;
        Path json = null;
        boolean help = false;
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            switch (argument) {
                case "--short" -> brief = true;
                case "--plant=no-rule" -> withoutRule = true;
                case "--help", "-h" -> help = true;
                case "--json" -> {
                    if (++i == arguments.length) {
                        throw new UsageException("--json needs a file: --json FILE");
                    }
                    json = file(arguments[i]);
                }
                default -> {
                    if (!argument.startsWith("--json=")) {
                        throw new UsageException("unknown option " + argument + "; try --help");
                    }
                    json = file(argument.substring("--json=".length()));
                }
            }
        }
        return new Options(brief, withoutRule, json, help);
    }

    private static Path file(String name) throws UsageException {
        if (name.isBlank() || name.startsWith("--")) {
            throw new UsageException("--json needs a file, not \"" + name + "\": --json FILE");
        }
        return Path.of(name).toAbsolutePath();
    }
}
