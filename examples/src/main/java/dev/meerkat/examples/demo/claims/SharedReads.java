package dev.meerkat.examples.demo.claims;

import dev.meerkat.cache.Outcome.Tier;
import dev.meerkat.examples.demo.group.Group;
import dev.meerkat.examples.demo.group.MemberProcess;
import dev.meerkat.examples.demo.repositories.TermId;
import dev.meerkat.examples.demo.stage.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.bson.Document;

/** What one process has read from MongoDB, the others find in the shared tier. */
public final class SharedReads implements Claim {

    private static final Duration BETWEEN = Duration.ofMillis(50);

    private final Stage stage;

    /** Among the stage's processes. */
    public SharedReads(Stage stage) {
        this.stage = stage;
    }

    @Override
    public String title() {
        return "what one process reads, all share";
    }

    @Override
    public Verdict check() {
        int attempts = attempts("sw");
        String text = "What one process read from MongoDB, the others "
                + (attempts > 0 ? "hit in Redis, the shared tier" : "did NOT hit in Redis, the shared tier");
        return Verdict.of(attempts > 0, text, new Document("attempts", attempts));
    }

    /**
     * Tries with one document after the other, none of which anybody has read before: with the first it may happen that
     * another process hears of the filling read's time only after it has asked.
     *
     * @param language whose terms to use
     * @return how many documents it took; 0 if nothing was shared within the stage's patience
     */
    int attempts(String language) {
        long end = System.nanoTime() + stage.patience().toNanos();
        List<String> codes = List.of(Locale.getISOLanguages());
        for (int i = 0; i < codes.size() && System.nanoTime() - end < 0; i++) {
            if (isShared(new TermId(language, "language", codes.get(i)))) {
                return i + 1;
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
        return 0;
    }

    private boolean isShared(TermId id) {
        Group group = stage.group();
        Document question = new Document("id", id.toDocument());
        List<MemberProcess> members = group.members();
        String first = group.ask(members.get(0), "read", question).getString("tier");
        return first.equals(Tier.FILLED.name())
                && members.stream().skip(1).allMatch(member -> {
                    Document answer = group.ask(member, "read", question);
                    return answer.getBoolean("hit") && answer.getString("tier").equals(Tier.SHARED.name());
                });
    }
}
