package dev.meerkat.proxy;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.inc;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import dev.meerkat.cache.Outcome;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Writes that answer like reads: each is sent, and is told what MongoDB says. */
class FindOneAndTest {

    private static final int TIMES = 3;

    private final OpenCache open = new OpenCache();
    private final CachedCollection<Document> things = open.wrapped("things");

    @BeforeEach
    void fill() {
        for (int id = 1; id <= TIMES; id++) {
            open.plain("things")
                    .insertOne(new Document("_id", id).append("n", 0).append("kind", "a"));
        }
    }

    @AfterEach
    void close() {
        open.close();
    }

    static Stream<Map.Entry<String, Function<CachedCollection<Document>, @Nullable Document>>> calls() {
        return Map.<String, Function<CachedCollection<Document>, @Nullable Document>>of(
                "findOneAndUpdate", c -> c.findOneAndUpdate(eq("_id", 1), inc("n", 1)),
                "findOneAndUpdate, after",
                        c -> c.findOneAndUpdate(
                                eq("_id", 1),
                                inc("n", 1),
                                new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER)),
                "findOneAndReplace",
                        c -> c.findOneAndReplace(
                                eq("_id", 1),
                                new Document(
                                        "n",
                                        c.noCache().findById(1).orElseThrow().getInteger("n") + 1)),
                "findOneAndDelete", c -> c.findOneAndDelete(eq("kind", "a")),
                "findOneAndUpdate of what was read",
                        c -> {
                            c.find(eq("_id", 1)).first();
                            return c.findOneAndUpdate(eq("_id", 1), Updates.combine(inc("n", 1)));
                        })
                .entrySet()
                .stream();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void eachIsSentAndAnsweredByMongoDb(
            Map.Entry<String, Function<CachedCollection<Document>, @Nullable Document>> call) {
        @Nullable Document last = null;
        for (int time = 1; time <= TIMES; time++) {
            Document answer = call.getValue().apply(things);
            assertThat(answer).as("the answer to call %s", time).isNotNull().isNotEqualTo(last);
            last = answer;
        }
        assertThat(open.commands.names()).filteredOn("findAndModify"::equals).hasSize(TIMES);
        assertThat(open.reads(Outcome.Tier.NEAR)).isZero();
    }
}
