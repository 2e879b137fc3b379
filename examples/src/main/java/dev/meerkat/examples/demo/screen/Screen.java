package dev.meerkat.examples.demo.screen;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * Prints lines of at most 79 columns, fewer on a narrow terminal. On a terminal a line of progress is overwritten, elsewhere it
 * becomes plain lines. Where the character set lacks a sign, ASCII stands in for it. Thread-safe.
 */
public final class Screen {

    /** Columns used at most. */
    static final int WIDTH = 79;

    private static final int LEAST_WIDTH = 40;

    private static final String ERASE = "\r\033[K";

    private final PrintStream out;
    private final boolean live;
    private final int width;
    private final Signs signs;
    private boolean ended;

    Screen(PrintStream out, boolean live, int width, Signs signs) {
        this.out = out;
        this.live = live;
        this.width = width;
        this.signs = signs;
    }

    /** Standard output, in the character set and with the abilities that it has. */
    public static Screen standard() {
        Charset charset = charset();
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, charset);
        boolean live = isTerminal();
        return new Screen(out, live, live ? width(System.getenv("COLUMNS")) : WIDTH, Signs.in(charset));
    }

    /** One column less than the terminal has, so that no line is broken by it. */
    static int width(@Nullable String columns) {
        return columns != null && columns.matches("[1-9][0-9]{0,3}")
                ? Math.max(LEAST_WIDTH, Math.min(WIDTH, Integer.parseInt(columns) - 1))
                : WIDTH;
    }

    private static Charset charset() {
        String name = System.getProperty("stdout.encoding", System.getProperty("native.encoding", "US-ASCII"));
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            return Charset.defaultCharset();
        }
    }

    /** From JDK 22 on there may be a console without a terminal; before, there may not. */
    @SuppressWarnings("SystemConsoleNull") // below JDK 22 it is null, and from there on isTerminal() is asked
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null || "dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /** Prints text, broken into lines between words; further lines are indented. */
    public synchronized void line(String text) {
        if (!ended) {
            Wrapping.lines(signs.translate(text), width, "  ").forEach(out::println);
        }
    }

    /** Prints a line as it is, which must be short enough. */
    public synchronized void row(String text) {
        if (!ended) {
            out.println(signs.translate(text));
        }
    }

    /** Prints a last line: whatever others print afterwards isn't shown. */
    public synchronized void end(String text) {
        erase();
        line(text);
        ended = true;
    }

    /** Begins to show how far something has got. */
    public Progress progress(String label) {
        return new Progress(this, label);
    }

    /** Overwrites the line of progress, on a terminal only. */
    synchronized void overwrite(String text) {
        if (live && !ended) {
            out.print(ERASE + signs.translate(text));
            out.flush();
        }
    }

    /** Prints a line of progress that stays, in place of the one that is overwritten. */
    synchronized void stay(String text) {
        row((live ? ERASE : "") + text);
    }

    /** Takes an unfinished line of progress away. */
    public void erase() {
        overwrite("");
    }

    boolean isLive() {
        return live;
    }

    /** Columns that a line may have. */
    int width() {
        return width;
    }
}
