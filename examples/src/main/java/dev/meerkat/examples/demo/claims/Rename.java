package dev.meerkat.examples.demo.claims;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import dev.meerkat.examples.demo.data.CldrData;
import dev.meerkat.examples.demo.group.MemberProcess;
import dev.meerkat.examples.demo.stage.Stage;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;

/** One real document, a country's English name, before and after a change. */
final class Rename {

    private final Stage stage;
    private final MongoCollection<Document> terms;
    private final Document id;
    private final String before;
    private final String after;
    private long writtenAt;

    Rename(Stage stage, String country, String name) {
        this.stage = stage;
        this.terms = stage.database().getCollection(CldrData.TERMS);
        this.id = CldrData.termId("en", "country", country);
        this.before = Objects.requireNonNull(terms.find(eq("_id", id)).first()).getString("name");
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
        Document question = new Document("id", id)
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
        terms.updateOne(eq("_id", id), set("name", after));
        writtenAt = System.nanoTime();
    }

    void writeThrough(MemberProcess member) {
        stage.group().ask(member, "write", new Document("id", id).append("name", after));
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
