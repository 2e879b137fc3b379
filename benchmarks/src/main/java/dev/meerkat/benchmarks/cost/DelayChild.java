package dev.meerkat.benchmarks.cost;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.event.CommandListener;
import dev.meerkat.Meerkat;
import dev.meerkat.faults.child.Lines;
import dev.meerkat.faults.load.Pace;
import dev.meerkat.faults.load.Threads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;

/** A process with Meerkat that reads, and stamps when it has applied what. */
final class DelayChild implements Lines.Work {

    private static final int READS_PER_TURN = 10;

    private final Stamps stamps = Stamps.listen();
    private final MongoClient client;
    private final Meerkat meerkat;
    private final MongoCollection<Document> documents;
    private final Threads threads = new Threads(Throwable::printStackTrace);
    private final AtomicInteger load = new AtomicInteger();

    private DelayChild(Document settings) {
        Place place = Place.of(settings);
        client = place.client(new CommandListener() {});
        meerkat = place.meerkat(client).debug(true).build();
        documents = meerkat.wrap(client.getDatabase(place.name()).getCollection(InvalidationDelay.COLLECTION));
        Wait.until("Meerkat doesn't serve", () -> meerkat.health().serving());
    }

    /** Runs until told to stop. */
    public static void main(String[] arguments) {
        Lines.work(DelayChild::new);
    }

    @Override
    public Document answer(String what, Document details) {
        switch (what) {
            case "clock" -> {
                return Company.clock();
            }
            case "read" -> read(Lines.number(details, "perSecond"));
            case "forget" -> stamps.clear();
            case "count" -> {
                return new Document("stamps", stamps.size());
            }
            case "write" -> write(Path.of(details.getString("file")));
            default -> throw new IllegalArgumentException("not an order: " + what);
        }
        return new Document();
    }

    private void write(Path folder) {
        try {
            stamps.write(folder.resolve(ProcessHandle.current().pid() + ".stamps"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads so often from now on, in one thread. */
    private void read(long perSecond) {
        int mine = load.incrementAndGet();
        if (perSecond > 0) {
            threads.start("reader-" + mine, () -> readUntilTold(perSecond, mine));
        }
    }

    private void readUntilTold(long perSecond, int mine) {
        Pace pace = new Pace((double) perSecond / READS_PER_TURN);
        while (load.get() == mine) {
            for (int i = 0; i < READS_PER_TURN; i++) {
                int id = ThreadLocalRandom.current().nextInt(InvalidationDelay.DOCUMENTS);
                documents.find(new Document("_id", id)).first();
            }
            pace.await();
        }
    }

    @Override
    public void close() {
        load.incrementAndGet();
        threads.join(Duration.ofSeconds(2));
        meerkat.close();
        client.close();
    }
}
