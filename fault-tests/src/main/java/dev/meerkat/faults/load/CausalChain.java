package dev.meerkat.faults.load;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.max;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.UpdateOptions;
import dev.meerkat.CausalSession;
import dev.meerkat.Meerkat;
import dev.meerkat.faults.audit.CausalRead;
import dev.meerkat.faults.audit.Failure;
import dev.meerkat.faults.audit.HistoryWriter;
import dev.meerkat.faults.audit.Read;
import dev.meerkat.faults.audit.Write;
import java.util.Arrays;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * A chain of reads and writes that goes on in one process where another has left it: this one's links. It takes up another
 * process's token, has to read at least what was seen before in each process's document, writes its own and hands on a new
 * token. A document of the chain is never deleted. For one thread.
 */
public final class CausalChain implements Runnable {

    private static final double LINKS_PER_SECOND = 8;

    private final int process;
    private final int place;
    private final Meerkat meerkat;
    private final MongoCollection<Document> documents;
    private final HistoryWriter history;
    private final Trouble trouble;
    private final Sources sources;
    private final Baton baton;
    private final Random lots;
    private final BooleanSupplier goOn;

    /**
     * @param process its number in the histories
     * @param place whose document it writes, from 1
     * @param database through the cache
     * @param baton shared by the processes
     * @param goOn whether to go on
     */
    public CausalChain(
            int process,
            int place,
            Meerkat meerkat,
            MongoDatabase database,
            HistoryWriter history,
            Trouble trouble,
            Sources sources,
            Baton baton,
            Random lots,
            BooleanSupplier goOn) {
        this.process = process;
        this.place = place;
        this.meerkat = meerkat;
        this.documents = database.getCollection("chain");
        this.history = history;
        this.trouble = trouble;
        this.sources = sources;
        this.baton = baton;
        this.lots = lots;
        this.goOn = goOn;
    }

    @Override
    public void run() {
        Pace pace = new Pace(LINKS_PER_SECOND);
        while (goOn.getAsBoolean()) {
            pace.await();
            trouble.begin();
            boolean writing = lots.nextInt(4) == 0;
            try {
                link(baton.take(1 + lots.nextInt(Corpus.WRITERS)), writing);
            } catch (RuntimeException e) {
                if (goOn.getAsBoolean()) {
                    failed(writing, trouble.isCauseOf(e), e.toString());
                }
            }
        }
    }

    private void link(Baton.@Nullable Seen before, boolean writing) {
        try (CausalSession session = before == null ? meerkat.session() : meerkat.after(before.token())) {
            long[] seen = before == null ? nothing() : before.numbers();
            for (int other = 1; other <= Corpus.WRITERS; other++) {
                seen[other] = read(other, seen[other]);
            }
            if (writing) {
                seen[place] = write();
                baton.hand(place, new Baton.Seen(session.token(), seen));
            }
        }
    }

    private static long[] nothing() {
        long[] seen = new long[Corpus.WRITERS + 1];
        Arrays.fill(seen, Read.ABSENT);
        return seen;
    }

    /** Returns what has been seen now. */
    private long read(int other, long seen) {
        sources.begin();
        long begun = System.nanoTime();
        Document found = documents.find(eq("_id", other)).first();
        long ended = System.nanoTime();
        long number = found == null ? Read.ABSENT : found.getLong("n");
        Read read = new Read(process, sources.last(), Corpus.SIZE + other, number, begun, ended);
        history.read(new CausalRead(read, seen));
        return Math.max(number, seen);
    }

    private long write() {
        long number = System.nanoTime();
        Write write = Write.begun(process, Corpus.SIZE + place, number, false, number);
        history.begun(write);
        documents.updateOne(eq("_id", place), max("n", number), new UpdateOptions().upsert(true));
        history.write(write.acknowledged(System.nanoTime()));
        return number;
    }

    private void failed(boolean writing, boolean mongoFailed, String what) {
        history.failure(new Failure(process, writing, mongoFailed, System.nanoTime(), what));
    }
}
