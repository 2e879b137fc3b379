package dev.meerkat.benchmarks.peers;

import dev.meerkat.benchmarks.User;
import java.util.HashSet;
import java.util.List;
import org.bson.types.ObjectId;

/** What is read. Keys are numbers; the reads of a key return what belongs to it or throw. */
public enum Workload {
    /** A document by its id. */
    BY_ID("by id", Corpus.USERS) {
        @Override
        Object read(Contender contender, int key) {
            return contender.byId(IDS[key]);
        }

        @Override
        void check(Contender contender, Contender driver, int key) {
            checkUser(contender.byId(IDS[key]), key, driver.byId(IDS[key]));
        }
    },
    /** A query of twenty documents. */
    PAGE("query of 20 documents", Corpus.POSTCODES) {
        @Override
        Object read(Contender contender, int key) {
            return contender.page(Corpus.postcode(key));
        }

        @Override
        void check(Contender contender, Contender driver, int key) {
            List<User> page = contender.page(Corpus.postcode(key));
            List<User> now = driver.page(Corpus.postcode(key));
            require(page.size() == Corpus.PAGE, page);
            for (int i = 0; i < Corpus.PAGE; i++) {
                checkUser(page.get(i), key + i * Corpus.POSTCODES, now.get(i));
            }
        }
    },
    /** An aggregation over twenty documents. */
    AGGREGATE("aggregate", Corpus.POSTCODES) {
        @Override
        Object read(Contender contender, int key) {
            return contender.totals(Corpus.postcode(key));
        }

        @Override
        void check(Contender contender, Contender driver, int key) {
            List<Totals> totals = contender.totals(Corpus.postcode(key));
            List<Totals> now = driver.totals(Corpus.postcode(key));
            require(new HashSet<>(totals).size() == 2 && totals.size() == now.size(), totals);
            for (int i = 0; i < now.size(); i++) {
                Totals total = totals.get(i);
                require(
                        total.plan().equals(now.get(i).plan())
                                && total.users() == now.get(i).users(),
                        totals);
                require(total.visits() > 0 && total.visits() <= now.get(i).visits(), totals);
            }
        }
    };

    private static final ObjectId[] IDS = new ObjectId[Corpus.USERS];

    static {
        for (int number = 0; number < IDS.length; number++) {
            IDS[number] = Corpus.id(number);
        }
    }

    private final String label;
    private final int keys;

    Workload(String label, int keys) {
        this.label = label;
        this.keys = keys;
    }

    /** What it is called in tables and charts. */
    public String label() {
        return label;
    }

    /** How many keys there are: 0 to this, less one. */
    int keys() {
        return keys;
    }

    static ObjectId id(int number) {
        return IDS[number];
    }

    abstract Object read(Contender contender, int key);

    /**
     * Compares what a contender returns with what the driver reads now. A cache may lag, so that visits may be fewer; the
     * rest never changes.
     *
     * @throws IllegalStateException where it is not what belongs to the key
     */
    abstract void check(Contender contender, Contender driver, int key);

    private static void checkUser(User user, int number, User now) {
        User first = Corpus.user(number);
        User withVisits = new User(
                first.id(),
                first.name(),
                first.email(),
                first.plan(),
                first.address(),
                first.about(),
                first.registered(),
                user.visits(),
                first.active());
        require(user.equals(withVisits), user);
        require(user.visits() >= first.visits() && user.visits() <= now.visits(), user);
    }

    private static void require(boolean right, Object value) {
        if (!right) {
            throw new IllegalStateException("A wrong value was read: " + value);
        }
    }
}
