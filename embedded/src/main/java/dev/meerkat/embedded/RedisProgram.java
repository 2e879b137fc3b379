package dev.meerkat.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import redis.embedded.RedisExecProvider;

/** The redis-server program: one that this machine has, or the one that comes with embedded-redis. */
interface RedisProgram {

    /** Where the program is to be found, for servers that run in this folder. */
    String in(Path folder);

    /** The program that REDIS_SERVER names, or redis-server on the PATH, or the one that comes with embedded-redis. */
    static RedisProgram found() {
        Machine machine = Machine.real();
        String named = machine.environment("REDIS_SERVER");
        Path onPath = machine.onPath("redis-server");
        if (named != null) {
            return at(named);
        }
        return onPath != null ? at(onPath.toString()) : bundled();
    }

    /** The program of this name. */
    static RedisProgram at(String program) {
        return folder -> program;
    }

    /**
     * The program that comes with embedded-redis. The library unpacks it into a folder of its own, which it leaves behind
     * if this JVM is killed: so it is moved.
     */
    static RedisProgram bundled() {
        return folder -> {
            try {
                Path unpacked = RedisExecProvider.defaultProvider().get().toPath();
                Path program = Files.move(unpacked, folder.resolve("redis-server"));
                Files.delete(unpacked.getParent());
                return program.toString();
            } catch (IOException | RuntimeException e) {
                throw new IllegalStateException(
                        "embedded-redis has no redis-server for this machine: install one and name it in"
                                + " REDIS_SERVER, or name a running one in REDIS_URL",
                        e);
            }
        };
    }
}
