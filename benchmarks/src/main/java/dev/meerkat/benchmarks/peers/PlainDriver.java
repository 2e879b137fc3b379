package dev.meerkat.benchmarks.peers;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import dev.meerkat.benchmarks.User;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.LongAdder;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;

/** MongoDB's driver without a cache; what the caches of others load by. */
final class PlainDriver implements Contender {

    private final MongoClient client;
    private final MongoCollection<User> users;
    private final LongAdder loads = new LongAdder();

    PlainDriver(Setting setting) {
        client = MongoClients.create(setting.mongo());
        users = Corpus.users(client, setting.database());
    }

    Format<User> userFormat() {
        return Format.one(users.getCodecRegistry().get(User.class));
    }

    Format<List<User>> pageFormat() {
        return Format.many(users.getCodecRegistry().get(User.class));
    }

    Format<List<Totals>> totalsFormat() {
        return Format.many(users.getCodecRegistry().get(Totals.class));
    }

    @Override
    public User byId(ObjectId id) {
        loads.increment();
        User user = users.find(Filters.eq("_id", id)).first();
        if (user == null) {
            throw new NoSuchElementException("No user has the id " + id);
        }
        return user;
    }

    @Override
    public List<User> page(String postcode) {
        loads.increment();
        return List.copyOf(
                users.find(Corpus.livingAt(postcode)).sort(Corpus.byId()).into(new ArrayList<>()));
    }

    @Override
    public List<Totals> totals(String postcode) {
        loads.increment();
        return List.copyOf(
                users.aggregate(Corpus.totalsOf(postcode), Totals.class).into(new ArrayList<>()));
    }

    @Override
    public void update(ObjectId id, Bson change) {
        if (users.updateOne(Filters.eq("_id", id), change).getMatchedCount() != 1) {
            throw new NoSuchElementException("No user has the id " + id);
        }
    }

    @Override
    public long loads() {
        return loads.sum();
    }

    @Override
    public void close() {
        client.close();
    }
}
