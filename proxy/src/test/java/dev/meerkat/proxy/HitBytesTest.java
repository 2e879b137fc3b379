package dev.meerkat.proxy;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Sorts;
import com.sun.management.ThreadMXBean;
import dev.meerkat.cache.Outcome.Tier;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.codecs.pojo.annotations.BsonId;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many bytes a near hit allocates, once its code is compiled. The bounds leave a little room. */
class HitBytesTest {

    private static final int HITS = 20_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final OpenCache open = new OpenCache();
    private final CachedCollection<Named> named = open.wrapped("named").withDocumentClass(Named.class);

    public record Named(@BsonId int id, String name) {}

    @BeforeEach
    void fill() {
        for (int id = 1; id <= 20; id++) {
            open.plain("named").insertOne(new Document("_id", id).append("name", "all"));
        }
    }

    @AfterEach
    void close() {
        open.close();
    }

    private long bytes(Consumer<CachedCollection<Named>> read) {
        for (int i = 0; i < 3 * HITS; i++) {
            read.accept(named);
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < HITS; i++) {
            read.accept(named);
        }
        long allocated = (threads.getCurrentThreadAllocatedBytes() - before) / HITS;
        assertThat(open.reads(Tier.FILLED)).isEqualTo(1);
        return allocated;
    }

    @Test
    void findById() {
        assertThat(bytes(users -> users.findById(7))).isLessThanOrEqualTo(64);
    }

    @Test
    void findFirst() {
        assertThat(bytes(users -> users.find(eq("_id", 7)).first())).isLessThanOrEqualTo(400);
    }

    @Test
    void findOfTwentyDocuments() {
        Bson filter = eq("name", "all");
        assertThat(bytes(users -> users.find(filter).into(new ArrayList<>(20)))).isLessThanOrEqualTo(600);
    }

    @Test
    void findWithOptions() {
        assertThat(bytes(users -> users.find(and(eq("name", "all"), gt("_id", 7)))
                        .sort(Sorts.ascending("name"))
                        .limit(5)
                        .first()))
                .isLessThanOrEqualTo(
                        2500); // the driver's own iterable takes most: it checks options when they are given
    }

    @Test
    void aggregate() {
        List<Bson> pipeline =
                List.of(Aggregates.match(gt("_id", 7)), Aggregates.group("$name", Accumulators.max("highest", "$_id")));
        assertThat(bytes(users -> users.aggregate(pipeline, Group.class).first()))
                .isLessThanOrEqualTo(800);
    }

    public record Group(@BsonId String name, int highest) {}

    @Test
    void count() {
        assertThat(bytes(users -> users.countDocuments(eq("name", "all")))).isLessThanOrEqualTo(400);
    }
}
