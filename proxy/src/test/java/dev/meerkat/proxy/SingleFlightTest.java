package dev.meerkat.proxy;

import static com.mongodb.client.model.Filters.gt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.meerkat.cache.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of many who miss the same thing at once, one asks MongoDB. */
class SingleFlightTest {

    private static final int READERS = 12;

    private final OpenCache open = new OpenCache();
    private final CachedCollection<Document> things = open.wrapped("things");
    private final CountDownLatch answered = new CountDownLatch(1);

    @BeforeEach
    void fill() {
        open.plain("things").insertMany(List.of(new Document("_id", 1), new Document("_id", 2)));
        things.countDocuments();
        open.commands.clear();
    }

    @AfterEach
    void close() {
        answered.countDown();
        open.close();
    }

    /** Every find waits until it is let go. */
    private void holdFinds() {
        open.commands.beforeSending = name -> {
            if (name.equals("find")) {
                await().atMost(60, TimeUnit.SECONDS).until(() -> answered.getCount() == 0);
            }
        };
    }

    private record Reader(Thread thread, Future<List<Document>> result) {

        static Reader start(Callable<List<Document>> read) {
            FutureTask<List<Document>> task = new FutureTask<>(read);
            Thread thread = new Thread(task, "reader");
            thread.start();
            return new Reader(thread, task);
        }

        boolean isWaiting() {
            return thread.getState() == Thread.State.TIMED_WAITING || thread.getState() == Thread.State.WAITING;
        }
    }

    private List<Reader> readers() {
        List<Reader> readers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            readers.add(Reader.start(() -> things.find(gt("_id", 0)).into(new ArrayList<>())));
        }
        return readers;
    }

    @Test
    void manyColdReadersSendOneCommand() throws ExecutionException, InterruptedException {
        holdFinds();
        List<Reader> readers = readers();
        await().atMost(30, TimeUnit.SECONDS).until(() -> readers.stream().allMatch(Reader::isWaiting));
        answered.countDown();
        List<List<Document>> results = new ArrayList<>();
        for (Reader reader : readers) {
            results.add(reader.result().get());
        }
        assertThat(results).allMatch(result -> result.size() == 2);
        assertThat(open.commands.names()).containsExactly("find");
        assertThat(open.reads(Outcome.Tier.FILLED)).isEqualTo(2);
        assertThat(open.reads(Outcome.Tier.JOINED) + open.reads(Outcome.Tier.NEAR))
                .isEqualTo(READERS - 1);

        results.get(0).get(0).put("mine", true);
        assertThat(results.get(1).get(0)).doesNotContainKey("mine");
    }

    /** It began before the write, and may not know of it. */
    @Test
    void aReaderDoesNotJoinAFlightThatBeganBeforeItsWrite() throws ExecutionException, InterruptedException {
        holdFinds();
        Reader before = Reader.start(() -> things.find(gt("_id", 0)).into(new ArrayList<>()));
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> open.commands.names().equals(List.of("find")) && before.isWaiting());
        things.insertOne(new Document("_id", 3));
        Reader after = Reader.start(() -> things.find(gt("_id", 0)).into(new ArrayList<>()));
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> open.commands.names().equals(List.of("find", "insert", "find")));
        answered.countDown();
        assertThat(after.result().get()).hasSize(3);
        assertThat(before.result().get()).hasSizeBetween(2, 3);
        assertThat(things.find(gt("_id", 0)).into(new ArrayList<>())).hasSize(3);
    }
}
