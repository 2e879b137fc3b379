package dev.meerkat.faults.load;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.meerkat.faults.audit.Failure;
import dev.meerkat.faults.audit.HistoryWriter;
import dev.meerkat.faults.audit.Insert;
import dev.meerkat.faults.audit.Write;
import dev.meerkat.faults.load.Owned.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** Writes those documents whose only writer it is, in all ways, and records each write before and after. For one thread. */
public final class Writer implements Runnable {

    private static final int TOGETHER = 3;

    private final Place place;
    private final WayToWrite ways;
    private final MongoDatabase database;
    private final HistoryWriter history;
    private final Trouble trouble;
    private final Random lots;
    private final double perSecond;
    private final BooleanSupplier goOn;
    private final Map<Integer, Owned> owned = new HashMap<>();

    /**
     * Which documents a thread writes.
     *
     * @param process its number in the histories
     * @param writer 0 for the plain driver, else a process's place from 1 to {@value Corpus#WRITERS}
     * @param part which of the writer's threads, from 0
     * @param parts how many it has
     * @param firstLife whether nobody was in this place before
     */
    public record Place(int process, int writer, int part, int parts, boolean firstLife) {}

    /**
     * @param client writes with the majority's acknowledgement
     * @param trouble listens to the client
     * @param perSecond how many writes at most
     * @param goOn whether to go on
     */
    public Writer(
            Place place,
            MongoClient client,
            String database,
            HistoryWriter history,
            Trouble trouble,
            Random lots,
            double perSecond,
            BooleanSupplier goOn) {
        this.place = place;
        this.database = client.getDatabase(database);
        this.ways = new WayToWrite(client, this.database, lots);
        this.history = history;
        this.trouble = trouble;
        this.lots = lots;
        this.perSecond = perSecond;
        this.goOn = goOn;
    }

    @Override
    public void run() {
        Pace pace = new Pace(perSecond);
        while (goOn.getAsBoolean()) {
            if (lots.nextInt(20) == 0) {
                insert(GrowingSets.any(lots));
            } else {
                write(any());
            }
            pace.await();
        }
    }

    private Owned any() {
        int document = Corpus.toWrite(lots, place.writer(), place.part(), place.parts());
        return owned.computeIfAbsent(document, number -> new Owned(number, place.firstLife()));
    }

    private void insert(int set) {
        long begun = System.nanoTime();
        Insert insert = Insert.begun(place.process(), set, begun);
        history.begun(insert);
        trouble.begin();
        try {
            GrowingSets.insert(database, set, begun * 64 + place.writer() * 16L + place.part());
            history.insert(insert.acknowledged(System.nanoTime()));
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void write(Owned document) {
        int lot = lots.nextInt(100);
        switch (document.state()) {
            case UNKNOWN -> write(List.of(document), false, numbers -> ways.update(document, numbers.get(document)));
            case ABSENT -> create(document);
            case PRESENT -> {
                if (lot < 15 && document.mayBeDeleted()) {
                    write(List.of(document), true, numbers -> ways.delete(document, numbers.get(document)));
                } else if (lot < 75) {
                    write(List.of(document), false, numbers -> ways.change(document, numbers.get(document)));
                } else if (lot < 95) {
                    write(some(document), false, ways::bulk);
                } else {
                    write(some(document), false, ways::transaction);
                }
            }
        }
    }

    private void create(Owned document) {
        if (lots.nextBoolean()) {
            return;
        }
        Write write = begin(document, document.nextNumber(), false);
        document.insertedPerhaps();
        try {
            ways.insert(document, write.number());
            acknowledged(List.of(write));
            document.is(State.PRESENT);
        } catch (MongoWriteException e) {
            document.is(State.UNKNOWN);
            if (ErrorCategory.fromErrorCode(e.getCode()) != ErrorCategory.DUPLICATE_KEY) {
                failed(e);
            }
        } catch (RuntimeException e) {
            document.is(State.UNKNOWN);
            failed(e);
        }
    }

    /** Some documents that are there, this one among them. */
    private List<Owned> some(Owned first) {
        List<Owned> some = new ArrayList<>(List.of(first));
        for (int i = 0; i < TOGETHER; i++) {
            Owned another = any();
            if (another.state() == State.PRESENT && !some.contains(another)) {
                some.add(another);
            }
        }
        return some;
    }

    /** A way to write these numbers, which says whether it surely has written all. */
    private interface Way {
        boolean write(Map<Owned, Long> numbers);
    }

    private void write(List<Owned> documents, boolean deletes, Way way) {
        List<Write> writes = new ArrayList<>();
        Map<Owned, Long> numbers = new HashMap<>();
        for (Owned document : documents) {
            long number = document.nextNumber();
            numbers.put(document, number);
            writes.add(begin(document, number, deletes));
        }
        State after = State.UNKNOWN;
        try {
            if (way.write(numbers)) {
                acknowledged(writes);
                after = deletes ? State.ABSENT : State.PRESENT;
            } else if (documents.size() == 1) {
                after = State.ABSENT; // there was nothing to change or to delete
            }
        } catch (RuntimeException e) {
            failed(e);
        }
        for (Owned document : documents) {
            document.is(after);
        }
    }

    private Write begin(Owned document, long number, boolean deletes) {
        Write write = Write.begun(place.process(), document.document(), number, deletes, System.nanoTime());
        history.begun(write);
        trouble.begin();
        return write;
    }

    private void acknowledged(List<Write> writes) {
        long now = System.nanoTime();
        writes.forEach(write -> history.write(write.acknowledged(now)));
    }

    private void failed(RuntimeException e) {
        if (goOn.getAsBoolean()) {
            history.failure(new Failure(place.process(), true, trouble.isCauseOf(e), System.nanoTime(), e.toString()));
        }
    }
}
