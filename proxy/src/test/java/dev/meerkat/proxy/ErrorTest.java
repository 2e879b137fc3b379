package dev.meerkat.proxy;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.mongodb.MongoInterruptedException;
import com.mongodb.client.MongoCollection;
import dev.meerkat.cache.BypassReason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A read fails only where the driver's own would, and with the same exception. */
class ErrorTest {

    private final OpenCache open = new OpenCache();
    private final CachedCollection<Document> things = open.wrapped("things");

    @AfterEach
    void close() {
        open.close();
    }

    @SuppressWarnings("NullAway") // nulls where the driver allows none
    static Stream<Map.Entry<String, Consumer<MongoCollection<Document>>>> faults() {
        Map<String, Consumer<MongoCollection<Document>>> faults = new LinkedHashMap<>();
        Document unencodable = new Document("x", new Object());
        faults.put("unknown operator", c -> c.find(new Document("$bad", 1)).first());
        faults.put(
                "unknown operator, all",
                c -> c.find(new Document("n", new Document("$bad", 1))).into(new ArrayList<>()));
        faults.put(
                "unknown stage",
                c -> c.aggregate(List.of(new Document("$bad", 1))).first());
        faults.put("count", c -> c.countDocuments(new Document("$bad", 1)));
        faults.put("unencodable filter", c -> c.find(unencodable).first());
        faults.put("unencodable id", c -> c.find(eq("_id", new Object())).first());
        faults.put(
                "unencodable stage",
                c -> c.aggregate(List.of(new Document("$match", unencodable))).first());
        faults.put("unencodable count", c -> c.countDocuments(unencodable));
        faults.put("no codec", c -> c.find(Runnable.class).first());
        faults.put("no codec for values", c -> c.distinct("n", Runnable.class).first());
        faults.put("null filter", c -> c.find((org.bson.conversions.Bson) null));
        faults.put("null class", c -> c.find((Class<Document>) null));
        faults.put("null pipeline", c -> c.aggregate(null));
        faults.put(
                "null stage",
                c -> c.aggregate(java.util.Collections.singletonList(null)).first());
        faults.put("null field", c -> c.distinct(null, String.class));
        faults.put("null count", c -> c.countDocuments((org.bson.conversions.Bson) null));
        faults.put("null count options", c -> c.countDocuments(new Document(), null));
        faults.put("null session", c -> c.find((com.mongodb.client.ClientSession) null));
        faults.put("null session count", c -> c.countDocuments((com.mongodb.client.ClientSession) null));
        faults.put("null action", c -> c.find().forEach(null));
        faults.put("null target", c -> c.find().into(null));
        faults.put("null unit", c -> c.find().maxTime(1, null));
        faults.put("negative skip", c -> c.find().skip(-1).first());
        return faults.entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void isTheDriversOwn(Map.Entry<String, Consumer<MongoCollection<Document>>> fault) {
        open.plain("things").insertOne(new Document("_id", 1).append("n", 1));
        Throwable direct = catchThrowable(() -> fault.getValue().accept(open.plain("things")));
        for (int i = 0; i < 2; i++) {
            Throwable through = catchThrowable(() -> fault.getValue().accept(things));
            if (direct == null) {
                assertThat(through).isNull();
            } else {
                assertThat(through).hasSameClassAs(direct);
                if (!(direct instanceof NullPointerException)) {
                    assertThat(withoutTime(through)).isEqualTo(withoutTime(direct));
                }
            }
        }
    }

    /** A command's error shows the reply, with its times. */
    private static String withoutTime(Throwable error) {
        return String.valueOf(error.getMessage())
                .replaceAll("\"t\": \\d+, \"i\": \\d+", "")
                .replaceAll("@[0-9a-f]+", "");
    }

    @Test
    void anInterruptedReaderIsToldSoAndStaysInterrupted() {
        open.plain("things").insertOne(new Document("_id", 1));
        things.countDocuments();
        Thread.currentThread().interrupt();
        Throwable error = catchThrowable(() -> things.find().first());
        boolean interrupted = Thread.interrupted();
        Thread.currentThread().interrupt();
        Throwable direct = catchThrowable(() -> open.plain("things").find().first());
        assertThat(interrupted).isEqualTo(Thread.interrupted());
        assertThat(direct).isInstanceOf(MongoInterruptedException.class);
        assertThat(error).hasSameClassAs(direct);
        assertThat(open.bypasses(BypassReason.FILL_FAILED)).isEqualTo(1);
        assertThat(things.find().first()).isNotNull();
    }
}
