package dev.meerkat.faults.child;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * The child's side of the line to its parent: documents as JSON, one a line, over standard input and output. The first line
 * that comes are the settings; each one after it is a question with a number, whose answer repeats the number. Thread-safe
 * for sending; one thread receives.
 */
public final class Lines {

    private final BufferedReader in =
            new BufferedReader(new InputStreamReader(new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8));
    private final PrintStream out =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    private Lines() {}

    /** What a child does. */
    public interface Work extends AutoCloseable {
        /** Answers a question. */
        Document answer(String what, Document details);

        /** Ends it. */
        @Override
        void close();
    }

    /** Makes a child's work of its settings. */
    public interface Begin {
        /** Begins. */
        Work begin(Document settings) throws Exception;
    }

    /**
     * Works until told to stop, and ends the JVM; at once where the parent is gone. Standard output is the line's alone: what
     * anything else prints goes to standard error.
     */
    public static void work(Begin begin) {
        Lines lines = new Lines();
        System.setOut(System.err);
        int status = 0;
        try {
            Document settings = lines.receive();
            if (settings != null) {
                try (Work work = begin.begin(settings)) {
                    lines.send(new Document("ready", true));
                    lines.answerAll(work);
                }
            }
        } catch (Exception e) {
            e.printStackTrace();
            lines.send(new Document("failed", String.valueOf(e)));
            status = 1;
        }
        Runtime.getRuntime().halt(status);
    }

    private void answerAll(Work work) {
        for (Document line = receive(); line != null; line = receive()) {
            String what = line.getString("ask");
            Document question = line;
            if (what.equals("stop")) {
                return;
            }
            answer(line.getInteger("number"), question, asked -> work.answer(what, asked));
        }
        Runtime.getRuntime().halt(1);
    }

    private void answer(int number, Document question, UnaryOperator<Document> work) {
        Document answer;
        try {
            answer = work.apply(question);
        } catch (RuntimeException e) {
            answer = new Document("error", e.toString());
        }
        send(new Document(answer).append("to", number));
    }

    private @Nullable Document receive() {
        try {
            String line = in.readLine();
            return line == null ? null : Document.parse(line);
        } catch (IOException e) {
            return null;
        }
    }

    private synchronized void send(Document document) {
        out.println(document.toJson());
    }
}
