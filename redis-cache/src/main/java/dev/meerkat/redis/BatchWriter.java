package dev.meerkat.redis;

import dev.meerkat.redis.PutQueue.Put;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Stores values, several of them in one write where Redis is one server. Used by one thread; the counts are for all.
 */
final class BatchWriter {

    private static final String UNSTORED = "A value could not be stored in Redis: it is dropped.";

    private final RedisCalls calls;
    private final boolean pipelining;
    private final LongAdder stored = new LongAdder();
    private final LongAdder failed = new LongAdder();

    BatchWriter(RedisCalls calls, boolean pipelining) {
        this.calls = calls;
        this.pipelining = pipelining;
    }

    void store(List<Put> puts) {
        List<Put> plain = new ArrayList<>(puts.size());
        for (Put put : puts) {
            if (put.expected() == null) {
                plain.add(put);
            } else {
                replace(put, put.expected());
            }
        }
        if (pipelining && plain.size() > 1) {
            storeTogether(plain);
        } else {
            plain.forEach(this::store);
        }
    }

    private void store(Put put) {
        String answer = calls.ask(
                put.key(), UNSTORED, redis -> redis.set(put.key(), put.value(), CombinedSet.lifetime(put.ttl())));
        (answer == null ? failed : stored).increment();
    }

    /** In two steps: what comes between them is lost, which costs a miss. A script would need another permission. */
    private void replace(Put put, byte[] expected) {
        calls.ask(
                put.key(),
                UNSTORED,
                redis -> Arrays.equals(redis.get(put.key()), expected)
                        ? redis.set(put.key(), put.value(), CombinedSet.lifetime(put.ttl()))
                        : null);
    }

    private void storeTogether(List<Put> puts) {
        List<Response<String>> answers = new ArrayList<>(puts.size());
        calls.ask(puts.get(0).key(), UNSTORED, redis -> {
            try (AbstractPipeline pipeline = redis.pipelined()) {
                for (Put put : puts) {
                    answers.add(pipeline.set(put.key(), put.value(), CombinedSet.lifetime(put.ttl())));
                }
            }
            answers.forEach(Response::get);
            return answers;
        });
        int done = (int) answers.stream().filter(BatchWriter::isStored).count();
        stored.add(done);
        failed.add(puts.size() - done);
    }

    private static boolean isStored(Response<String> answer) {
        try {
            return answer.get() != null;
        } catch (JedisDataException | IllegalStateException refusedOrUnanswered) {
            return false;
        }
    }

    /** Values stored. */
    long stored() {
        return stored.sum();
    }

    /** Values that Redis did not take, or not surely. */
    long failed() {
        return failed.sum();
    }
}
