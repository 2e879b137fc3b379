package dev.meerkat.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import dev.meerkat.repository.elsewhere.LoadedUsers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Generated classes: one for a type, for as long as its class loader lives. */
class LoaderTest {

    private final OpenRepositories open = new OpenRepositories();

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void twoRepositoriesOfATypeAreOfOneClass() {
        LoadedUsers one = open.repositories.wrap(new LoadedUsers(open.users()));
        LoadedUsers another = new Repositories(open.proxies, () -> open.client).wrap(new LoadedUsers(open.users()));
        assertThat(one).hasSameClassAs(another);
        assertThat(open.repositories.noCache(one)).hasSameClassAs(open.repositories.db(one, "tenant"));
        LongSupplier view = open.repositories.wrap(LongSupplier.class, new LoadedUsers(open.users()));
        assertThat(view)
                .hasSameClassAs(open.repositories.wrap(LongSupplier.class, new LoadedUsers(open.users())))
                .isNotInstanceOf(LoadedUsers.class);
    }

    @Test
    void threadsThatWrapAtOnceGetOneClass() {
        ClassLoader child = new Child();
        assertThat(IntStream.range(0, 16)
                        .parallel()
                        .mapToObj(i -> open.repositories.wrap(originalOf(child)).getClass())
                        .distinct())
                .hasSize(1);
    }

    private LongSupplier originalOf(ClassLoader loader) {
        try {
            return (LongSupplier) loader.loadClass(LoadedUsers.class.getName())
                    .getConstructor(MongoCollection.class)
                    .newInstance(open.users());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Defines {@link LoadedUsers} itself, and leaves all else to its parent. */
    private static final class Child extends ClassLoader {

        Child() {
            super(LoaderTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(LoadedUsers.class.getName())) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? defined(name) : loaded;
            }
        }

        private Class<?> defined(String name) {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void aChildLoaderCanGoWhenItsRepositoriesAreGone() throws Exception {
        WeakReference<ClassLoader> loader = useChild();
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    System.gc();
                    byte[][] pressure = new byte[64][];
                    for (int i = 0; i < pressure.length; i++) {
                        pressure[i] = new byte[1 << 18];
                    }
                    return pressure[63].length > 0 && loader.refersTo(null);
                });
    }

    /** Wraps, views and calls by every way what a child loader defines, and forgets it. */
    private WeakReference<ClassLoader> useChild() throws Exception {
        ClassLoader child = new Child();
        Class<?> type = child.loadClass(LoadedUsers.class.getName());
        assertThat(type).isNotSameAs(LoadedUsers.class);
        LongSupplier original = originalOf(child);
        LongSupplier copy = open.repositories.wrap(original);
        assertThat(copy.getClass().getClassLoader()).isSameAs(child);
        open.assertCaches(copy::getAsLong);
        open.assertUncached(open.repositories.noCache(copy)::getAsLong);
        LongSupplier view = open.repositories.wrap(LongSupplier.class, original);
        open.assertUncached(open.repositories.noCache(view)::getAsLong);
        LongSupplier made = (LongSupplier) makeByFactory(type);
        assertThat(made.getAsLong()).isPositive();
        return new WeakReference<>(child);
    }

    private <R> R makeByFactory(Class<R> type) {
        return open.repositories.wrap(type, client -> {
            try {
                return type.getConstructor(MongoCollection.class)
                        .newInstance(client.getDatabase(open.database).getCollection(OpenRepositories.USERS));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
