package dev.meerkat.examples.demo.claims;

import dev.meerkat.examples.demo.group.MemberProcess;
import dev.meerkat.examples.demo.repositories.TermId;
import dev.meerkat.examples.demo.repositories.TermRepository;
import dev.meerkat.examples.demo.stage.Stage;
import java.time.Duration;
import java.util.Map;
import org.bson.Document;

/** One real document, a country's English name, before and after a change. */
final class Rename {

    private final Stage stage;
    private final TermRepository terms;
    private final TermId id;
    private final String before;
    private final String after;
    private long writtenAt;

    Rename(Stage stage, String country, String name) {
        this.stage = stage;
        this.terms = new TermRepository(stage.database());
        this.id = new TermId("en", "country", country);
        this.before = terms.byId(id).orElseThrow().name();
        this.after = name;
    }

    /** Reads in every process until it is a hit with the old name; returns in how many it became one. */
    int hitsBefore() {
        return count(before, true);
    }

    /** Reads in every process until it is a hit with the new name; returns in how many it became one. */
    int hitsAfter() {
        return count(after, true);
    }

    /** Reads in every process until it returns the new name, from wherever; returns in how many it did. */
    int seenAfter() {
        return count(after, false);
    }

    private int count(String name, boolean hit) {
        Document question = new Document("id", id.toDocument())
                .append("name", name)
                .append("hit", hit)
                .append("millis", (int) stage.patienceForValues().toMillis());
        Map<MemberProcess, Document> answers =
                stage.group().askAll("await", question, stage.patience().plusSeconds(10));
        return (int) answers.values().stream()
                .filter(answer -> answer.getBoolean("met"))
                .count();
    }

    void writePlainly() {
        terms.rename(id, after);
        writtenAt = System.nanoTime();
    }

    void writeThrough(MemberProcess member) {
        stage.group().ask(member, "write", new Document("id", id.toDocument()).append("name", after));
        writtenAt = System.nanoTime();
    }

    Duration sinceWrite() {
        return Duration.ofNanos(System.nanoTime() - writtenAt);
    }

    /** What was seen, as part of a sentence. */
    String text(int hitsBefore, int hitsAfter) {
        return "before, " + hits(hitsBefore) + " on \"" + before + "\"; after, " + hits(hitsAfter) + " on \"" + after
                + "\"";
    }

    Document figures(int hitsBefore, int hitsAfter, Duration took) {
        return new Document("before", before)
                .append("after", after)
                .append("hitsBefore", hitsBefore)
                .append("hitsAfter", hitsAfter)
                .append("millis", took.toMillis());
    }

    private static String hits(int count) {
        return count == 1 ? "a hit" : count + " hits";
    }
}
