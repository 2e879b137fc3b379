package dev.meerkat.junit;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.meerkat.embedded.EmbeddedMongo;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Resolves the parameters that {@link WithMongo} describes. */
final class MongoExtension implements ParameterResolver {

    private static final String NAMED = "meerkat.mongodb-uri";

    private static final Set<Class<?>> OFFERED =
            Set.of(MongoClient.class, MongoDatabase.class, ConnectionString.class, EmbeddedMongo.class);
    private static final Set<String> MISTAKABLE = Set.of("MongoClient", "MongoDatabase", "MongoCollection");

    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        boolean mistaken = type.getName().startsWith("com.mongodb.") && MISTAKABLE.contains(type.getSimpleName());
        return parameter.getParameter().getAnnotations().length == 0 && (OFFERED.contains(type) || mistaken);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        if (!OFFERED.contains(type)) {
            throw new ParameterResolutionException("@WithMongo has no " + type.getName()
                    + ": ask for a MongoDatabase or a MongoClient of com.mongodb.client, or make what you need on a"
                    + " ConnectionString");
        }
        Declaration<WithMongo> declaration = Declaration.of(WithMongo.class, context);
        TestMongo mongo = declaration.shared(TestMongo.class, () -> start(declaration));
        if (type == EmbeddedMongo.class) {
            return mongo.embedded();
        }
        if (type == MongoClient.class) {
            return mongo.client();
        }
        TestDatabase database =
                declaration.within(context, TestDatabase.class, () -> new TestDatabase(mongo, databaseName(context)));
        return type == MongoDatabase.class ? database.handle() : database.connectionString();
    }

    private static TestMongo start(Declaration<WithMongo> declaration) {
        Optional<String> named = declaration.annotation().embedded()
                ? Optional.empty()
                : declaration
                        .context()
                        .getConfigurationParameter(NAMED)
                        .or(() -> Optional.ofNullable(System.getenv("MONGODB_URI")))
                        .map(String::strip)
                        .filter(uri -> !uri.isEmpty());
        return named.map(TestMongo::at).orElseGet(TestMongo::start);
    }

    /** What a database's name begins with. */
    private static String databaseName(ExtensionContext context) {
        String letters = context.getRequiredTestClass().getSimpleName().replaceAll("[^A-Za-z0-9]", "");
        return letters.substring(0, Math.min(letters.length(), 24));
    }
}
