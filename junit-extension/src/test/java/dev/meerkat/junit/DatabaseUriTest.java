package dev.meerkat.junit;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.MongoCredential;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseUriTest {

    @ParameterizedTest
    @CsvSource({
        "mongodb://h, mongodb://h/db",
        "mongodb://h:1/, mongodb://h:1/db",
        "mongodb://h:1/?w=1, mongodb://h:1/db?w=1",
        "mongodb://h/shop?w=1, mongodb://h/db?w=1",
        "mongodb://u:p@h, mongodb://u:p@h/db?authSource=admin",
        "mongodb://u:p@h/shop, mongodb://u:p@h/db?authSource=shop",
        "mongodb://u:p@h/shop?w=1, mongodb://u:p@h/db?w=1&authSource=shop",
        "mongodb://u:p@h/shop?authSource=users, mongodb://u:p@h/db?authSource=users",
        "mongodb://u:p@h/?authMechanism=SCRAM-SHA-256, mongodb://u:p@h/db?authMechanism=SCRAM-SHA-256&authSource=admin",
        "mongodb+srv://u:p@h/?w=1, mongodb+srv://u:p@h/db?w=1&authSource=admin",
        "'mongodb://h1,h2/?w=1', 'mongodb://h1,h2/db?w=1'"
    })
    void onlyTheDatabaseIsAnother(String uri, String expected) {
        assertThat(DatabaseUri.of(uri, "db")).isEqualTo(expected);
    }

    @Test
    void credentialsOfAnExternalMechanismStayExternal() {
        String uri = "mongodb://CN=user@h/?tls=true&authMechanism=MONGODB-X509";
        MongoCredential credential = new ConnectionString(DatabaseUri.of(uri, "db")).getCredential();
        assertThat(credential).isNotNull();
        assertThat(credential.getSource()).isEqualTo("$external");
    }
}
