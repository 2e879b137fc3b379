package dev.meerkat.examples.demo.data;

import com.mongodb.client.MongoDatabase;
import dev.meerkat.examples.demo.repositories.LocaleRepository;
import dev.meerkat.examples.demo.repositories.MongoCurrencyRepository;
import dev.meerkat.examples.demo.repositories.TermRepository;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.stream.Stream;
import org.bson.Document;

/**
 * The demo's documents in MongoDB.
 *
 * @param counts documents in each collection
 * @param scripts Unicode scripts that occur in names
 */
public record DataSet(Map<String, Long> counts, Set<String> scripts) {

    private static final int BATCH = 500;
    private static final int ABOUT = 23_000;

    public DataSet {
        counts = Map.copyOf(counts);
        scripts = Set.copyOf(scripts);
    }

    /** Documents in all collections. */
    public long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Makes the documents and inserts them.
     *
     * @param database must not hold collections of these names yet
     * @param progress is told which part of the work is done, from 0 to 1
     */
    public static DataSet load(MongoDatabase database, DoubleConsumer progress) {
        Map<String, Stream<Document>> sources = new LinkedHashMap<>();
        sources.put(LocaleRepository.COLLECTION, CldrData.locales());
        sources.put(MongoCurrencyRepository.COLLECTION, CldrData.currencies());
        sources.put(TermRepository.COLLECTION, CldrData.terms());
        Map<String, Long> counts = new LinkedHashMap<>();
        Set<String> scripts = new TreeSet<>();
        long[] done = {0};
        sources.forEach((name, documents) -> {
            long before = done[0];
            insert(database, name, documents, batch -> {
                batch.stream().map(document -> document.getString("script")).forEach(script -> {
                    if (script != null) {
                        scripts.add(script);
                    }
                });
                done[0] += batch.size();
                progress.accept(Math.min(1, (double) done[0] / ABOUT));
            });
            counts.put(name, done[0] - before);
        });
        progress.accept(1);
        scripts.remove("COMMON");
        return new DataSet(counts, scripts);
    }

    private static void insert(
            MongoDatabase database, String collection, Stream<Document> documents, Consumer<List<Document>> inserted) {
        List<Document> batch = new ArrayList<>(BATCH);
        Runnable flush = () -> {
            database.getCollection(collection).insertMany(batch);
            inserted.accept(List.copyOf(batch));
            batch.clear();
        };
        documents.forEach(document -> {
            batch.add(document);
            if (batch.size() == BATCH) {
                flush.run();
            }
        });
        if (!batch.isEmpty()) {
            flush.run();
        }
    }
}
