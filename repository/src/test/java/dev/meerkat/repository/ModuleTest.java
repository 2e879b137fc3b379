package dev.meerkat.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.invoke.MethodHandles;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repositories in named modules, which open their packages or don't. */
class ModuleTest {

    private static final String MODULE = "users.module";
    private static final String SOURCE = """
            package users;

            import com.mongodb.client.MongoCollection;
            import dev.meerkat.repository.NoCache;
            import java.lang.invoke.MethodHandles;
            import java.util.function.LongSupplier;
            import org.bson.Document;

            public class Users implements Counting {

                private final MongoCollection<Document> users;

                public Users(MongoCollection<Document> users) {
                    this.users = users;
                }

                public static MethodHandles.Lookup lookup() {
                    return MethodHandles.lookup();
                }

                @Override
                public long getAsLong() {
                    return users.countDocuments(new Document("plan", "premium"));
                }

                @NoCache
                public long live() {
                    return getAsLong();
                }
            }
            """;
    private static final String INTERFACE = """
            package users;

            public interface Counting extends java.util.function.LongSupplier {

                long live();
            }
            """;

    private final OpenRepositories open = new OpenRepositories();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        open.close();
    }

    /** A module's class: compiled, loaded in a layer of its own, and let read this test's libraries. */
    private Class<?> load(String directives, String type) throws Exception {
        Path classes = compile(directives);
        ModuleFinder finder = ModuleFinder.of(classes);
        Configuration configuration =
                ModuleLayer.boot().configuration().resolve(finder, ModuleFinder.of(), Set.of(MODULE));
        ModuleLayer.Controller controller = ModuleLayer.defineModulesWithOneLoader(
                configuration, List.of(ModuleLayer.boot()), getClass().getClassLoader());
        Module module = controller.layer().findModule(MODULE).orElseThrow();
        controller.addReads(module, getClass().getModule());
        return Class.forName(module, type);
    }

    private Path compile(String directives) throws IOException {
        Path sources = Files.createDirectories(folder.resolve("users"));
        Path classes = folder.resolve("classes");
        Files.writeString(folder.resolve("module-info.java"), "module " + MODULE + " {" + directives + "}");
        Files.writeString(sources.resolve("Users.java"), SOURCE);
        Files.writeString(sources.resolve("Counting.java"), INTERFACE);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        boolean compiled = compiler.getTask(
                        messages,
                        null,
                        null,
                        List.of(
                                "-d",
                                classes.toString(),
                                "-classpath",
                                System.getProperty("java.class.path"),
                                "--add-reads",
                                MODULE + "=ALL-UNNAMED",
                                "-proc:none"),
                        null,
                        compiler.getStandardFileManager(null, null, null)
                                .getJavaFileObjects(
                                        folder.resolve("module-info.java"),
                                        sources.resolve("Users.java"),
                                        sources.resolve("Counting.java")))
                .call();
        assertThat(compiled).as(messages.toString()).isTrue();
        return classes;
    }

    private LongSupplier original(Class<?> users) throws Exception {
        return (LongSupplier) users.getConstructor(MongoCollection.class).newInstance(open.users());
    }

    private void assertWorks(LongSupplier users) throws Exception {
        open.assertCaches(users::getAsLong);
        open.assertUncached(() -> call(users, "live"));
        open.assertUncached(open.repositories.noCache(users)::getAsLong);
    }

    private static Object call(Object on, String method) {
        try {
            return on.getClass().getMethod(method).invoke(on);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aPackageThatIsOpen() throws Exception {
        Class<?> users = load("exports users; opens users;", "users.Users");
        assertWorks(open.repositories.wrap(original(users)));
    }

    @Test
    void aPackageThatIsNotOpenIsRefusedUnlessTheModulesLookupIsGiven() throws Exception {
        Class<?> users = load("exports users;", "users.Users");
        LongSupplier original = original(users);
        assertThatThrownBy(() -> open.repositories.wrap(original))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("module " + MODULE + " doesn't open users")
                .hasMessageContaining("wrap(repository, MethodHandles.lookup())")
                .hasMessageContaining("opens users");
        MethodHandles.Lookup lookup =
                (MethodHandles.Lookup) users.getMethod("lookup").invoke(null);
        assertThatThrownBy(() -> open.repositories.wrap(original, lookup.dropLookupMode(MethodHandles.Lookup.PRIVATE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a full one");
        assertThatThrownBy(() -> open.repositories.wrap(original, MethodHandles.lookup()))
                .as("a lookup of another module")
                .hasMessageContaining("doesn't open users");
        assertWorks(open.repositories.wrap(original, lookup));
        assertThat(users.getModule().isOpen("users", getClass().getModule()))
                .as("opened to Meerkat")
                .isTrue();
    }

    @Test
    void anImplementationInAModuleThatOpensNothing() throws Exception {
        Class<?> users = load("exports users;", "users.Users");
        LongSupplier original = original(users);
        assertThatThrownBy(() -> open.repositories.wrap(LongSupplier.class, original))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("doesn't open users");
        MethodHandles.Lookup lookup =
                (MethodHandles.Lookup) users.getMethod("lookup").invoke(null);
        LongSupplier view = open.repositories.wrap(LongSupplier.class, original, lookup);
        open.assertCaches(view::getAsLong);
        open.assertUncached(open.repositories.noCache(view)::getAsLong);
    }

    /** A view needs no private access: its class has a loader of its own. */
    @Test
    void anExportedPackageIsEnoughForWhatIsMadeFromAClient() throws Exception {
        Class<?> users = load("exports users;", "users.Users");
        Class<?> counting = Class.forName(users.getModule(), "users.Counting");
        assertWorks((LongSupplier) made(counting, users));
        LongSupplier extended = (LongSupplier) made(users, users);
        assertThat(extended).isInstanceOf(users);
        assertThat(open.sent(extended::getAsLong)).isEmpty();
        open.assertUncached(() -> call(extended, "live"));
    }

    private <R> R made(Class<R> type, Class<?> users) {
        Function<MongoClient, R> factory = client -> {
            try {
                return type.cast(users.getConstructor(MongoCollection.class)
                        .newInstance(client.getDatabase(open.database).getCollection(OpenRepositories.USERS)));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        };
        return open.repositories.wrap(type, factory);
    }
}
