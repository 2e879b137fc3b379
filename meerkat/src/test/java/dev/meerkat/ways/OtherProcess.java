package dev.meerkat.ways;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.meerkat.Meerkat;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** A JVM of its own that writes names: past Meerkat, or through a Meerkat and a wrapped repository of its own. */
final class OtherProcess implements AutoCloseable {

    private final Process process;
    private final PrintWriter orders;
    private final BufferedReader answers;

    /** Starts it; returns when it is ready. */
    OtherProcess(String mongoUri, String redisUrl) throws IOException {
        process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile"),
                        OtherProcess.class.getName(),
                        mongoUri,
                        redisUrl)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        orders = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        answers = process.inputReader(StandardCharsets.UTF_8);
        requireDone();
    }

    /** Writes with a plain driver; returns when MongoDB has acknowledged it. */
    void writePlain(String database, int id, String name) throws IOException {
        order("plain", database, id, name);
    }

    /** Writes through its own Meerkat. */
    void writeWrapped(String database, int id, String name) throws IOException {
        order("wrapped", database, id, name);
    }

    private void order(String how, String database, int id, String name) throws IOException {
        orders.println(String.join(" ", how, database, String.valueOf(id), name));
        requireDone();
    }

    private void requireDone() throws IOException {
        String answer = answers.readLine();
        if (!"done".equals(answer)) {
            throw new IOException("The other process answered: " + answer);
        }
    }

    /** Ends it. */
    @Override
    public void close() {
        orders.close();
        process.destroy();
    }

    /** The other process itself. */
    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (MongoClient client = MongoClients.create(arguments[0]);
                Meerkat meerkat = Meerkat.builder()
                        .mongoClient(client)
                        .redisUrl(arguments[1])
                        .staticAssetDb("metadata")
                        .multiDb(true)
                        .build()) {
            out.println("done");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] order = line.split(" ", 4);
                Names names = order[0].equals("plain")
                        ? new Way.OnDatabase(client.getDatabase(order[1]))
                        : Way.CLASS_WITH_A_COLLECTION.wrap(meerkat, client, order[1]);
                names.rename(Integer.parseInt(order[2]), order[3]);
                out.println("done");
            }
        }
    }
}
