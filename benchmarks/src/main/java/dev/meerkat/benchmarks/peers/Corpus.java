package dev.meerkat.benchmarks.peers;

import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import dev.meerkat.benchmarks.User;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.bson.codecs.configuration.CodecRegistries;
import org.bson.codecs.configuration.CodecRegistry;
import org.bson.codecs.pojo.PojoCodecProvider;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;

/** The documents that contenders read: a thousand users, twenty at each of fifty postcodes. */
public final class Corpus {

    /** How many there are. */
    public static final int USERS = 1000;

    /** How many postcodes they have. */
    public static final int POSTCODES = 50;

    /** How many have the same postcode. */
    public static final int PAGE = USERS / POSTCODES;

    private static final List<String> NAMES_OF_POSTCODES = IntStream.range(0, POSTCODES)
            .mapToObj(number -> String.format(Locale.ROOT, "8%03d", number))
            .toList();

    private static final CodecRegistry REGISTRY = CodecRegistries.fromRegistries(
            MongoClientSettings.getDefaultCodecRegistry(),
            CodecRegistries.fromProviders(
                    PojoCodecProvider.builder().automatic(true).build()));

    private Corpus() {}

    /** The id of a user, numbered from 0 to {@link #USERS} - 1. */
    public static ObjectId id(int number) {
        return User.numbered(number).id();
    }

    /** A postcode, numbered from 0 to {@link #POSTCODES} - 1. */
    public static String postcode(int number) {
        return NAMES_OF_POSTCODES.get(number);
    }

    /** The postcode of the user with this id. */
    public static String postcodeOf(ObjectId id) {
        byte[] bytes = id.toByteArray();
        int number = (((bytes[10] & 0xff) << 8) | (bytes[11] & 0xff)) - 1;
        return postcode(number % POSTCODES);
    }

    /** A user as it is before any update. */
    public static User user(int number) {
        User user = User.numbered(number);
        User.Address address = user.address();
        return new User(
                user.id(),
                user.name(),
                user.email(),
                user.plan(),
                new User.Address(address.street(), address.city(), postcodeOf(user.id()), address.country()),
                user.about(),
                user.registered(),
                user.visits(),
                user.active());
    }

    /** The users' collection, which maps documents to records. */
    public static MongoCollection<User> users(MongoClient client, String database) {
        return client.getDatabase(database).getCollection("users", User.class).withCodecRegistry(REGISTRY);
    }

    /** Fills an empty collection. */
    public static void load(MongoCollection<User> users) {
        users.createIndex(Indexes.ascending("address.postcode"));
        users.insertMany(IntStream.range(0, USERS).mapToObj(Corpus::user).toList());
    }

    static Bson livingAt(String postcode) {
        return Filters.eq("address.postcode", postcode);
    }

    static Bson byId() {
        return Sorts.ascending("_id");
    }

    static List<Bson> totalsOf(String postcode) {
        return List.of(
                Aggregates.match(livingAt(postcode)),
                Aggregates.group("$plan", Accumulators.sum("users", 1L), Accumulators.sum("visits", "$visits")),
                Aggregates.sort(byId()));
    }
}
