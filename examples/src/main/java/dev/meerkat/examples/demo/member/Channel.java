package dev.meerkat.examples.demo.member;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** This process's line to its parent: documents as JSON, one a line, over standard input and output. */
final class Channel {

    private final BufferedReader in =
            new BufferedReader(new InputStreamReader(new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8));
    private final PrintStream out =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    /** Takes standard output for itself: what anything else prints goes to standard error from now on. */
    static Channel open() {
        Channel channel = new Channel();
        System.setOut(System.err);
        return channel;
    }

    /** The next line, or null when the parent is gone. */
    @Nullable
    Document receive() {
        try {
            String line = in.readLine();
            return line == null ? null : Document.parse(line);
        } catch (IOException e) {
            return null;
        }
    }

    /** Sends a line. Threads exclude each other by this object's monitor. */
    synchronized void send(Document document) {
        out.println(document.toJson());
    }
}
