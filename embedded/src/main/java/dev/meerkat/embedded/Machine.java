package dev.meerkat.embedded;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What there is on a machine that a server could come from. */
interface Machine {

    /** An environment variable; null if it is unset or blank. */
    @Nullable
    String environment(String name);

    /** The program of this name on the PATH. */
    @Nullable
    Path onPath(String program);

    boolean isExecutable(String program);

    /** Whether a Docker engine answers, found out within 3 seconds. */
    boolean dockerAnswers();

    /** Whether this class is on the class path: that of a library which users add if they want it. */
    boolean hasClass(String name);

    /** This machine. */
    static Machine real() {
        return Real.MACHINE;
    }

    /** Holds the one that remembers. */
    final class Real {
        private static final Machine MACHINE = of(System.getenv());

        private Real() {}
    }

    /** This machine with another environment. It is asked for Docker once. */
    static Machine of(Map<String, String> environment) {
        return new Machine() {
            private @Nullable Boolean docker;

            @Override
            public @Nullable String environment(String name) {
                String value = environment.get(name);
                return value == null || value.isBlank() ? null : value.trim();
            }

            @Override
            public @Nullable Path onPath(String program) {
                String path = environment("PATH");
                if (path == null) {
                    return null;
                }
                return Pattern.compile(Pattern.quote(File.pathSeparator))
                        .splitAsStream(path)
                        .filter(folder -> !folder.isEmpty())
                        .map(folder -> Path.of(folder, program))
                        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                        .findFirst()
                        .orElse(null);
            }

            @Override
            public boolean isExecutable(String program) {
                Path file = Path.of(program);
                return Files.isRegularFile(file) && Files.isExecutable(file);
            }

            @Override
            public synchronized boolean dockerAnswers() {
                if (docker == null) {
                    docker = DockerProbe.answers(environment);
                }
                return docker;
            }

            @Override
            public boolean hasClass(String name) {
                try {
                    Class.forName(name, false, Machine.class.getClassLoader());
                    return true;
                } catch (ClassNotFoundException e) {
                    return false;
                }
            }
        };
    }
}
