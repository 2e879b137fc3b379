package dev.meerkat.examples.demo.screen;

import java.util.concurrent.TimeUnit;

/**
 * How far something has got: a bar that grows on a terminal, elsewhere a line every few seconds. When it is done, one line
 * stays. For one thread.
 */
public final class Progress {

    private static final int BAR = 40;
    private static final int PERCENT = 6;
    private static final int LABEL = 10;
    private static final long LIVE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long PLAIN_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Screen screen;
    private final String label;
    private final long interval;
    private long shown = System.nanoTime();

    Progress(Screen screen, String label) {
        this.screen = screen;
        this.label = label;
        this.interval = screen.isLive() ? LIVE_NANOS : PLAIN_NANOS;
        screen.overwrite(bar(0));
    }

    /** Shows it, unless something was shown a moment ago. */
    public void at(double share) {
        long now = System.nanoTime();
        if (now - shown >= interval) {
            shown = now;
            if (screen.isLive()) {
                screen.overwrite(bar(share));
            } else {
                screen.stay(String.format("%-" + LABEL + "s%3d %%", label, Math.round(share * 100)));
            }
        }
    }

    /** Leaves one line. */
    public void done(String text) {
        screen.stay(String.format("%-" + LABEL + "s%s", label, text));
    }

    private String bar(double share) {
        int length = Math.min(BAR, screen.width() - LABEL - PERCENT);
        int full = (int) Math.round(Math.min(1, share) * length);
        return String.format(
                "%-" + LABEL + "s%s%s %3d %%",
                label,
                "█".repeat(full),
                "░".repeat(length - full),
                Math.round(share * 100));
    }
}
