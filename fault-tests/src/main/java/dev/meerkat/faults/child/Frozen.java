package dev.meerkat.faults.child;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/**
 * A process that SIGSTOP holds. It can't notice that its parent dies, so a small shell waits for that and lets it go on.
 */
final class Frozen implements AutoCloseable {

    private static final String WATCH = "while kill -0 \"$1\"; do sleep 1; done; kill -CONT \"$2\"";

    private final long pid;
    private final Process watch;

    private Frozen(long pid, Process watch) {
        this.pid = pid;
        this.watch = watch;
    }

    static Frozen freeze(long pid) {
        String parent = Long.toString(ProcessHandle.current().pid());
        try {
            Process watch = new ProcessBuilder("sh", "-c", WATCH, "sh", parent, Long.toString(pid))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            signal(pid, "STOP");
            return new Frozen(pid, watch);
        } catch (IOException e) {
            throw new UncheckedIOException("can't run sh", e);
        }
    }

    @Override
    public void close() {
        forget();
        signal(pid, "CONT");
    }

    /** The process is gone. */
    void forget() {
        watch.destroyForcibly();
    }

    private static void signal(long pid, String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new ChildLostException("process " + pid + " could not be sent " + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can't run kill", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
