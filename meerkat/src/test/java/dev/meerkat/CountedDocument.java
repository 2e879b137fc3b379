package dev.meerkat;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.inc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import dev.meerkat.cache.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.bson.Document;

/** A document that counts its writes, which all go behind Meerkat's back; every read of it is held against the bound. */
final class CountedDocument {

    private final MongoCollection<Document> plain;

    /** When each value of the counter was acknowledged, at its index. */
    private final List<Long> acknowledged = new CopyOnWriteArrayList<>();

    CountedDocument(MongoCollection<Document> plain) {
        this.plain = plain;
        plain.insertOne(new Document("_id", 1).append("n", 0));
        acknowledged.add(System.nanoTime());
    }

    void write() {
        plain.updateOne(eq(1), inc("n", 1));
        acknowledged.add(System.nanoTime());
    }

    /** Reads until the newest value comes out of the near tier. */
    void hits(Meerkat meerkat) {
        until(List.of(meerkat), () -> {
            long before = meerkat.statistics().from(Outcome.Tier.NEAR);
            return read(meerkat) == acknowledged.size() - 1
                    && meerkat.statistics().from(Outcome.Tier.NEAR) > before;
        });
    }

    /** Reads again and again meanwhile, and no read may be stale. */
    void until(List<Meerkat> readers, BooleanSupplier condition) {
        await().pollInterval(Duration.ofMillis(5)).atMost(Servers.DEADLINE).until(() -> {
            readers.forEach(this::read);
            return condition.getAsBoolean();
        });
    }

    private int read(Meerkat meerkat) {
        long began = System.nanoTime();
        int found = meerkat.wrap(plain).findById(1).orElseThrow().getInteger("n");
        if (found + 1 < acknowledged.size()) {
            long unseen = TimeUnit.NANOSECONDS.toMillis(began - acknowledged.get(found + 1));
            assertThat(unseen)
                    .as("ms since the next value was acknowledged")
                    .isLessThanOrEqualTo(Servers.BOUND.toMillis());
        }
        return found;
    }
}
