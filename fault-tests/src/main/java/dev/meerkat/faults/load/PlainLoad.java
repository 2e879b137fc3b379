package dev.meerkat.faults.load;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.meerkat.faults.audit.HistoryWriter;
import dev.meerkat.faults.audit.Write;
import java.time.Duration;
import java.util.Random;
import java.util.function.Consumer;

/** The writes of a plain driver, which Meerkat knows nothing of: half of all. Thread-safe. */
public final class PlainLoad implements AutoCloseable {

    private static final int THREADS = 4;
    private static final double WRITES_PER_SECOND = 24;

    private final HistoryWriter history;
    private final String database;
    private final Random lots;
    private final Trouble trouble = new Trouble();
    private final MongoClient client;
    private final Threads threads;
    private volatile boolean running = true;

    /**
     * Nothing is written yet.
     *
     * @param lost is told why one of its threads ended before its time
     */
    public PlainLoad(String uri, String database, HistoryWriter history, long seed, Consumer<Throwable> lost) {
        this.threads = new Threads(lost);
        this.database = database;
        this.history = history;
        this.lots = new Random(seed);
        this.client = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(uri))
                .writeConcern(WriteConcern.MAJORITY)
                .addCommandListener(trouble)
                .applyToConnectionPoolSettings(pool -> pool.addConnectionPoolListener(trouble))
                .applicationName("plain-writer")
                .build());
    }

    /** Writes each document for the first time. */
    public void fill() {
        MongoDatabase filled = client.getDatabase(database);
        for (int document = 0; document < Corpus.SIZE; document++) {
            Write write = Write.begun(Write.PLAIN, document, System.nanoTime(), false, System.nanoTime());
            history.begun(write);
            Corpus.collection(filled, document).insertOne(Corpus.document(document, write.number()));
            history.write(write.acknowledged(System.nanoTime()));
        }
    }

    /** Begins to write on, until the close. */
    public void begin() {
        for (int i = 0; i < THREADS; i++) {
            Writer writer = new Writer(
                    new Writer.Place(Write.PLAIN, 0, i, THREADS, true),
                    client,
                    database,
                    history,
                    trouble,
                    new Random(lots.nextLong()),
                    WRITES_PER_SECOND / THREADS,
                    () -> running);
            threads.start("plain-writer-" + i, writer);
        }
    }

    @Override
    public void close() {
        running = false;
        threads.join(Duration.ofSeconds(2));
        client.close();
        threads.join(Duration.ofSeconds(2));
    }
}
