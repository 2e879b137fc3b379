package dev.meerkat.faults.load;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.Decimal128;

/**
 * The documents: numbered, spread over collections of which the first is written most and each further one half as often,
 * five to a group within their collection. One of them looks like {@code {_id: 17, group: 0, n: 123456789, pad: "…"}}.
 */
public final class Corpus {

    /** How many documents there are. */
    public static final int SIZE = 640;

    /** How many of them a group has. */
    public static final int GROUP = 5;

    /** Processes that write through Meerkat; a plain driver writes as much as all of them. */
    public static final int WRITERS = 3;

    private static final int COLLECTIONS = 8;
    private static final int PER_COLLECTION = SIZE / COLLECTIONS;
    private static final String PAD = "x".repeat(200);

    private Corpus() {}

    /** The collection that holds it. */
    public static MongoCollection<Document> collection(MongoDatabase database, int document) {
        return database.getCollection("c" + document % COLLECTIONS);
    }

    /** The group it belongs to, whatever becomes of it. */
    public static int group(int document) {
        return document / COLLECTIONS / GROUP;
    }

    /** All documents of the same collection and group. */
    public static List<Integer> groupOf(int document) {
        int first = group(document) * GROUP * COLLECTIONS + document % COLLECTIONS;
        return IntStream.range(0, GROUP).mapToObj(i -> first + i * COLLECTIONS).toList();
    }

    /** A document with a number. */
    public static Document document(int document, long number) {
        return new Document("_id", document)
                .append("group", group(document))
                .append("n", number)
                .append("pad", PAD);
    }

    /** Draws one to read: the less a collection is written the more it is read, and in it some documents more than others. */
    static int toRead(Random lots) {
        double lot = lots.nextDouble();
        int collection = lots.nextInt(COLLECTIONS);
        if (lots.nextBoolean()) {
            collection = Math.max(collection, lots.nextInt(COLLECTIONS));
        }
        return (int) (PER_COLLECTION * lot * lot) * COLLECTIONS + collection;
    }

    /**
     * Draws one to write.
     *
     * @param writer 0 for the plain driver, else a process's place from 1 to {@value #WRITERS}
     * @param part one of the writer's threads, from 0
     * @param parts how many it has
     */
    static int toWrite(Random lots, int writer, int part, int parts) {
        int collection = Math.min(COLLECTIONS - 1, Integer.numberOfTrailingZeros(lots.nextInt() | 1 << COLLECTIONS));
        while (true) {
            int within = lots.nextInt(PER_COLLECTION);
            if (writerOf(within) == writer && within / (2 * WRITERS) % parts == part) {
                return within * COLLECTIONS + collection;
            }
        }
    }

    /** The same id, now and then as another number type, which MongoDB takes for equal. */
    static Object anyForm(int id, Random lots) {
        return switch (lots.nextInt(12)) {
            case 0 -> (long) id;
            case 1 -> (double) id;
            case 2 -> new Decimal128(id);
            default -> id;
        };
    }

    private static int writerOf(int within) {
        return within % 2 == 0 ? 0 : within / 2 % WRITERS + 1;
    }
}
