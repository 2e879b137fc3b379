package dev.meerkat.junit;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import dev.meerkat.embedded.EmbeddedMongo;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** A project whose only dependency is meerkat-embedded. */
class OneDependencyTest {

    /** What Maven gives to it: the module, and what the module can't do without. */
    private static final String ITS_CLASS_PATH =
            ".*/embedded/target/classes|.*/(meerkat-embedded|mongo-java-server-|netty-|slf4j-api-|jspecify-)[^/]*\\.jar";

    /** The program in that project: starts a MongoDB and says where it is. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) throws IOException {
            try (EmbeddedMongo mongo = EmbeddedMongo.start()) {
                System.out.println(mongo.uri());
                System.in.read();
            }
        }
    }

    @Test
    void isEnoughForAMongoWithChangeStreams() throws Exception {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath(),
                        Program.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = program.inputReader()) {
            String uri = output.readLine();
            assertThat(uri).startsWith("mongodb://127.0.0.1:");
            try (MongoClient client = MongoClients.create(uri)) {
                MongoCollection<Document> users = client.getDatabase("shop").getCollection("users");
                try (MongoChangeStreamCursor<ChangeStreamDocument<Document>> changes =
                        users.watch().cursor()) {
                    users.insertOne(new Document("name", "Ada"));
                    assertThat(changes.next().getFullDocument()).containsEntry("name", "Ada");
                }
            }
            program.getOutputStream().close();
            assertThat(program.waitFor()).isZero();
        } finally {
            program.destroyForcibly();
        }
    }

    @Test
    void bringsNoTestcontainers() {
        assertThat(entries()).noneMatch(entry -> entry.matches(".*(testcontainers|docker-java).*"));
    }

    private static String classPath() {
        return Stream.concat(entries().filter(entry -> entry.matches(ITS_CLASS_PATH)), Stream.of(testClasses()))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String testClasses() {
        return Path.of("target", "test-classes").toAbsolutePath().toString();
    }

    private static Stream<String> entries() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator));
    }
}
