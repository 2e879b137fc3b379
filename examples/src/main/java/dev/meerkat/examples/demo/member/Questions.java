package dev.meerkat.examples.demo.member;

import dev.meerkat.examples.demo.measure.Figures;
import dev.meerkat.examples.demo.repositories.Term;
import dev.meerkat.examples.demo.repositories.TermId;
import dev.meerkat.monitoring.Health;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.bson.Document;

/** What the parent can ask of a process: each method answers one question. Thread-safe. */
final class Questions {

    private static final long BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final WrappedRepositories repositories;
    private final Meter meter;
    private final Poller poller;

    Questions(WrappedRepositories repositories, Meter meter, Poller poller) {
        this.repositories = repositories;
        this.meter = meter;
        this.poller = poller;
    }

    Document answer(Document question) {
        String what = question.getString("ask");
        return switch (what) {
            case "health" -> health();
            case "read" -> answer(readTerm(id(question)));
            case "await" -> await(question);
            case "write" -> write(question);
            case "poll" -> poll(question);
            default -> throw new IllegalArgumentException("not a question: " + what);
        };
    }

    private Document health() {
        Health health = repositories.meerkat().health();
        return new Document("leader", health.leader())
                .append("term", health.term())
                .append("watching", health.watching())
                .append("serving", health.serving())
                .append("freshness", health.freshness().map(Duration::toMillis).orElse(null));
    }

    private Reading<Optional<Term>> readTerm(TermId id) {
        return meter.read(() -> repositories.terms().byId(id));
    }

    private static Document answer(Reading<Optional<Term>> reading) {
        return new Document("name", reading.value().map(Term::name).orElse(null))
                .append("hit", reading.hit() && !reading.tier().equals(Figures.BYPASSED))
                .append("tier", reading.tier());
    }

    /** Reads a term until it is a hit with a certain name, or the time is over; answers with the last read. */
    private Document await(Document question) {
        TermId id = id(question);
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
        return new Document("matched", repositories.terms().rename(id(question), question.getString("name")));
    }

    private Document poll(Document question) {
        poller.poll(
                question.getString("tag"),
                question.getInteger("first"),
                question.getInteger("last"),
                question.getInteger("millis"));
        return new Document();
    }

    private static TermId id(Document question) {
        return TermId.of(question.get("id", Document.class));
    }
}
