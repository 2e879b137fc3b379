package dev.meerkat.examples.demo.member;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;

import dev.meerkat.monitoring.Health;
import dev.meerkat.examples.demo.measure.Figures;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.bson.Document;

/** What the parent can ask of a process: each method answers one question. Thread-safe. */
final class Questions {

    private static final long BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final WrappedData data;
    private final Meter meter;
    private final Poller poller;

    Questions(WrappedData data, Meter meter, Poller poller) {
        this.data = data;
        this.meter = meter;
        this.poller = poller;
    }

    Document answer(Document question) {
        String what = question.getString("ask");
        return switch (what) {
            case "health" -> health();
            case "read" -> read(question.get("id", Document.class));
            case "await" -> await(question);
            case "write" -> write(question);
            case "poll" -> poll(question);
            default -> throw new IllegalArgumentException("not a question: " + what);
        };
    }

    private Document health() {
        Health health = data.meerkat().health();
        return new Document("leader", health.leader())
                .append("term", health.term())
                .append("watching", health.watching())
                .append("serving", health.serving())
                .append("freshness", health.freshness().map(Duration::toMillis).orElse(null));
    }

    private Document read(Document id) {
        return answer(readTerm(id));
    }

    private Reading<Optional<Document>> readTerm(Document id) {
        return meter.read(() -> data.terms().findById(id));
    }

    private static Document answer(Reading<Optional<Document>> reading) {
        return new Document(
                        "name",
                        reading.value().map(term -> term.getString("name")).orElse(null))
                .append("hit", reading.hit() && !reading.tier().equals(Figures.BYPASSED))
                .append("tier", reading.tier());
    }

    /** Reads a term until it is a hit with a certain name, or the time is over; answers with the last read. */
    private Document await(Document question) {
        Document id = question.get("id", Document.class);
        String name = question.getString("name");
        boolean hitWanted = question.getBoolean("hit");
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(question.getInteger("millis"));
        Document last;
        do {
            last = answer(readTerm(id));
            if (name.equals(last.getString("name")) && (!hitWanted || last.getBoolean("hit"))) {
                return last.append("met", true);
            }
            LockSupport.parkNanos(BETWEEN_NANOS);
        } while (System.nanoTime() - end < 0);
        return last.append("met", false);
    }

    private Document write(Document question) {
        long matched = data.terms()
                .updateOne(eq("_id", question.get("id", Document.class)), set("name", question.getString("name")))
                .getMatchedCount();
        return new Document("matched", matched);
    }

    private Document poll(Document question) {
        poller.poll(
                question.getString("tag"),
                question.getInteger("first"),
                question.getInteger("last"),
                question.getInteger("millis"));
        return new Document();
    }
}
