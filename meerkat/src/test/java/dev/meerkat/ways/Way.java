package dev.meerkat.ways;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.meerkat.Meerkat;
import dev.meerkat.repository.Cached;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.function.Supplier;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** The ways to wrap. */
enum Way {
    COLLECTION {
        @Override
        Names wrap(Meerkat meerkat, MongoClient client, String database) {
            return new Handle(meerkat.wrap(client.getDatabase(database).getCollection(Names.COLLECTION)));
        }
    },
    DATABASE {
        @Override
        Names wrap(Meerkat meerkat, MongoClient client, String database) {
            return new Handle(meerkat.wrap(client.getDatabase(database)).getCollection(Names.COLLECTION));
        }
    },
    CLIENT {
        @Override
        Names wrap(Meerkat meerkat, MongoClient client, String database) {
            return new Handle(meerkat.wrap(client).getDatabase(database).getCollection(Names.COLLECTION));
        }
    },
    CLASS_WITH_A_COLLECTION {
        @Override
        Names wrap(Meerkat meerkat, MongoClient client, String database) {
            return meerkat.wrap(new OnCollection(client.getDatabase(database).getCollection(Names.COLLECTION)));
        }
    },
    CLASS_WITH_A_DATABASE_IN_ITS_BASE_CLASS {
        @Override
        Names wrap(Meerkat meerkat, MongoClient client, String database) {
            return meerkat.wrap(new OnDatabase(client.getDatabase(database)));
        }
    },
    CLASS_WITH_A_CLIENT_IN_A_HOLDER {
        @Override
        Names wrap(Meerkat meerkat, MongoClient client, String database) {
            return meerkat.wrap(new OnHolder(new Holder(client, database)));
        }
    },
    CLASS_WITH_A_SUPPLIER {
        @Override
        Names wrap(Meerkat meerkat, MongoClient client, String database) {
            return meerkat.wrap(
                    new OnSupplier(() -> client.getDatabase(database).getCollection(Names.COLLECTION)));
        }
    },
    CLASS_WITH_OPTIONS_OF_ITS_OWN {
        @Override
        Names wrap(Meerkat meerkat, MongoClient client, String database) {
            return meerkat.wrap(new WithOptions(client.getDatabase(database).getCollection(Names.COLLECTION)));
        }

        @Override
        Names noCache(Meerkat meerkat, Names wrapped) {
            return ((WithOptions) wrapped).noCache();
        }

        @Override
        Names cacheTtl(Meerkat meerkat, Names wrapped, Duration ttl) {
            return ((WithOptions) wrapped).cacheTtl(ttl);
        }

        @Override
        Names db(Meerkat meerkat, Names wrapped, String name) {
            return ((WithOptions) wrapped).db(name);
        }
    },
    INTERFACE {
        @Override
        Names wrap(Meerkat meerkat, MongoClient client, String database) {
            return meerkat.wrap(
                    Names.class, new FinalOne(client.getDatabase(database).getCollection(Names.COLLECTION)));
        }
    },
    JDK_PROXY {
        @Override
        Names wrap(Meerkat meerkat, MongoClient client, String database) {
            InvocationHandler handler =
                    new Handler(new OnCollection(client.getDatabase(database).getCollection(Names.COLLECTION)));
            return meerkat.wrap((Names)
                    Proxy.newProxyInstance(Names.class.getClassLoader(), new Class<?>[] {Names.class}, handler));
        }
    },
    FACTORY {
        @Override
        Names wrap(Meerkat meerkat, MongoClient client, String database) {
            return meerkat.wrap(Counting.class, cached -> new Counting(cached, database));
        }
    };

    /** The names in a database, by this way. */
    abstract Names wrap(Meerkat meerkat, MongoClient client, String database);

    Names noCache(Meerkat meerkat, Names wrapped) {
        return wrapped instanceof Handle handle
                ? new Handle(meerkat.noCache(handle.collection()))
                : meerkat.noCache(wrapped);
    }

    Names cacheTtl(Meerkat meerkat, Names wrapped, Duration ttl) {
        return wrapped instanceof Handle handle
                ? new Handle(meerkat.cacheTtl(handle.collection(), ttl))
                : meerkat.cacheTtl(wrapped, ttl);
    }

    Names db(Meerkat meerkat, Names wrapped, String name) {
        return wrapped instanceof Handle handle
                ? new Handle(meerkat.db(handle.collection(), name))
                : meerkat.db(wrapped, name);
    }

    /** A wrapped handle, used as it is. */
    record Handle(MongoCollection<Document> collection) implements Names {

        @Override
        public @Nullable String nameOf(int id) {
            return Names.read(collection, id);
        }

        @Override
        public void rename(int id, String name) {
            Names.write(collection, id, name);
        }
    }

    /** Reads and writes the collection that its subclass finds. */
    abstract static class OnNames implements Names {

        abstract MongoCollection<Document> names();

        @Override
        public @Nullable String nameOf(int id) {
            return Names.read(names(), id);
        }

        @Override
        public void rename(int id, String name) {
            Names.write(names(), id, name);
        }
    }

    static class OnCollection extends OnNames {

        private final MongoCollection<Document> names;

        OnCollection(MongoCollection<Document> names) {
            this.names = names;
        }

        @Override
        MongoCollection<Document> names() {
            return names;
        }
    }

    abstract static class Base extends OnNames {

        private final MongoDatabase database;

        Base(MongoDatabase database) {
            this.database = database;
        }

        @Override
        MongoCollection<Document> names() {
            return database.getCollection(Names.COLLECTION);
        }
    }

    static class OnDatabase extends Base {

        OnDatabase(MongoDatabase database) {
            super(database);
        }
    }

    record Holder(MongoClient client, String database) {}

    static class OnHolder extends OnNames {

        private final Holder holder;

        OnHolder(Holder holder) {
            this.holder = holder;
        }

        @Override
        MongoCollection<Document> names() {
            return holder.client().getDatabase(holder.database()).getCollection(Names.COLLECTION);
        }
    }

    static class OnSupplier extends OnNames {

        private final Supplier<MongoCollection<Document>> names;

        OnSupplier(Supplier<MongoCollection<Document>> names) {
            this.names = names;
        }

        @Override
        MongoCollection<Document> names() {
            return names.get();
        }
    }

    static class WithOptions extends OnCollection implements Cached<WithOptions> {

        WithOptions(MongoCollection<Document> names) {
            super(names);
        }
    }

    static final class FinalOne extends OnCollection {

        FinalOne(MongoCollection<Document> names) {
            super(names);
        }
    }

    static final class Handler implements InvocationHandler {

        private final Names names;

        Handler(Names names) {
            this.names = names;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            try {
                return method.invoke(names, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }

    /** With a state that a copy could not have. */
    static class Counting implements Names {

        private final MongoCollection<Document> names;
        private int reads;

        Counting(MongoClient client, String database) {
            this.names = client.getDatabase(database).getCollection(Names.COLLECTION);
        }

        @Override
        public @Nullable String nameOf(int id) {
            reads++;
            return Names.read(names, id);
        }

        @Override
        public void rename(int id, String name) {
            Names.write(names, id, name);
        }

        int reads() {
            return reads;
        }
    }
}
