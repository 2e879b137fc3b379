package dev.meerkat.examples.demo.screen;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/**
 * Prints lines of at most 79 columns. On a terminal a line of progress is overwritten, elsewhere it becomes plain lines.
 * Where the character set lacks a sign, ASCII stands in for it. For one thread.
 */
public final class Screen {

    /** Columns used at most. */
    static final int WIDTH = 79;

    private static final String ERASE = "\r\033[K";

    private final PrintStream out;
    private final boolean live;
    private final Signs signs;

    Screen(PrintStream out, boolean live, Signs signs) {
        this.out = out;
        this.live = live;
        this.signs = signs;
    }

    /** Standard output, in the character set and with the abilities that it has. */
    public static Screen standard() {
        Charset charset = charset();
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, charset);
        return new Screen(out, isTerminal(), Signs.in(charset));
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
    public void line(String text) {
        Wrapping.lines(signs.translate(text), WIDTH, "  ").forEach(out::println);
    }

    /** Prints a line as it is, which must be short enough. */
    public void row(String text) {
        out.println(signs.translate(text));
    }

    /** Begins to show how far something has got. */
    public Progress progress(String label) {
        return new Progress(this, label);
    }

    /** Overwrites the line of progress, on a terminal only. */
    void overwrite(String text) {
        if (live) {
            out.print(ERASE + signs.translate(text));
            out.flush();
        }
    }

    /** Prints a line of progress that stays, in place of the one that is overwritten. */
    void stay(String text) {
        out.println((live ? ERASE : "") + signs.translate(text));
    }

    /** Takes an unfinished line of progress away. */
    public void erase() {
        overwrite("");
    }

    boolean isLive() {
        return live;
    }
}
