package dev.meerkat.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServersTest {

    /** A machine on which there is exactly what a test says. */
    private static final class Imagined implements Machine {
        private final Map<String, String> environment = new HashMap<>();
        private @Nullable Path program;
        private boolean docker;
        private boolean libraries = true;

        @Override
        public @Nullable String environment(String name) {
            return environment.get(name);
        }

        @Override
        public @Nullable Path onPath(String name) {
            return program;
        }

        @Override
        public boolean isExecutable(String path) {
            return path.startsWith("/good/");
        }

        @Override
        public boolean dockerAnswers() {
            return docker;
        }

        @Override
        public boolean hasClass(String name) {
            return libraries;
        }
    }

    private static Choice.Kind mongo(Imagined machine) {
        return Choice.of(Choice.MONGO, machine).kind();
    }

    private static Choice.Kind redis(Imagined machine) {
        return Choice.of(Choice.REDIS, machine).kind();
    }

    @Test
    void theOrderIsGivenThenProgramThenContainerThenEmbedded() {
        Imagined machine = new Imagined();
        assertThat(mongo(machine)).isEqualTo(Choice.Kind.EMBEDDED);
        assertThat(redis(machine)).isEqualTo(Choice.Kind.EMBEDDED);

        machine.docker = true;
        assertThat(mongo(machine)).isEqualTo(Choice.Kind.CONTAINER);
        assertThat(redis(machine)).isEqualTo(Choice.Kind.CONTAINER);

        machine.program = Path.of("/usr/bin/server");
        assertThat(mongo(machine)).isEqualTo(Choice.Kind.PROGRAM);
        assertThat(redis(machine)).isEqualTo(Choice.Kind.PROGRAM);

        machine.environment.put("MONGOD", "/good/mongod");
        machine.environment.put("REDIS_SERVER", "/good/redis-server");
        assertThat(Choice.of(Choice.MONGO, machine).what()).isEqualTo("/good/mongod");
        assertThat(Choice.of(Choice.REDIS, machine).what()).isEqualTo("/good/redis-server");

        machine.environment.put("MONGODB_URI", "mongodb://host");
        machine.environment.put("REDIS_URL", "redis://host");
        assertThat(mongo(machine)).isEqualTo(Choice.Kind.GIVEN);
        assertThat(redis(machine)).isEqualTo(Choice.Kind.GIVEN);
    }

    @Test
    void aNamedProgramThatIsNoneIsAnErrorThatSaysWhatToDo() {
        Imagined machine = new Imagined();
        machine.environment.put("MONGOD", "/bad/mongod");

        assertThatThrownBy(() -> mongo(machine))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("MONGOD")
                .hasMessageContaining("unset");
    }

    @Test
    void withoutTestcontainersTheLineSaysWhatAContainerNeeds() {
        Imagined machine = new Imagined();
        machine.docker = true;
        machine.libraries = false;

        assertThat(mongo(machine)).isEqualTo(Choice.Kind.EMBEDDED);
        assertThat(Choice.of(Choice.MONGO, machine).line())
                .contains("embedded", "org.testcontainers:testcontainers-mongodb")
                .doesNotContain("\n");
        assertThat(redis(machine)).isEqualTo(Choice.Kind.EMBEDDED);
        assertThat(Choice.of(Choice.REDIS, machine).line()).contains("com.redis:testcontainers-redis");
    }

    @Test
    void theClassesThatAreLookedForAreTheLibraries() {
        Machine machine = Machine.of(Map.of());
        assertThat(machine.hasClass(Choice.MONGO.containers().type())).isTrue();
        assertThat(machine.hasClass(Choice.REDIS.containers().type())).isTrue();
        assertThat(machine.hasClass("com.mongodb.client.MongoClients")).isTrue();
        assertThat(machine.hasClass("dev.meerkat.embedded.Nothing")).isFalse();
    }

    @Test
    void withoutADriverAMongodIsAnErrorThatSaysWhatToAdd() {
        Imagined machine = new Imagined();
        machine.program = Path.of("/usr/bin/mongod");
        machine.libraries = false;

        assertThatThrownBy(() -> Servers.mongo(machine))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("org.mongodb:mongodb-driver-sync");
    }

    @Test
    void passwordsAreHidden() {
        Imagined machine = new Imagined();
        machine.environment.put("MONGODB_URI", "mongodb://ada:s3cr3t@host/?replicaSet=rs0&proxyPassword=s3cr3t");
        machine.environment.put("REDIS_URL", "rediss://ada:s3cr3t@host:6379");

        try (MongoServer mongo = Servers.mongo(machine);
                RedisServer redis = Servers.redis(machine)) {
            assertThat(mongo.choice()).contains("<hidden>", "host").doesNotContain("s3cr3t");
            assertThat(mongo.toString()).doesNotContain("s3cr3t");
            assertThat(redis.choice()).contains("<hidden>", "host").doesNotContain("s3cr3t");
            assertThat(redis.toString()).doesNotContain("s3cr3t");
            assertThat(mongo.uri()).contains("s3cr3t");
            assertThat(mongo.ours()).isFalse();
            assertThat(redis.ours()).isFalse();
            assertThat(redis.canStop()).isFalse();
            assertThatThrownBy(redis::stop).isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @Test
    void anUnescapedPasswordIsHiddenToo() {
        assertThat(Secrets.hide("mongodb://ada:p@ss/w0rd@host/db")).isEqualTo("mongodb://<hidden>@host/db");
        assertThat(Secrets.hide("redis://127.0.0.1:6379")).isEqualTo("redis://127.0.0.1:6379");
        assertThat(Secrets.hide("mongodb://h/?authMechanismProperties=AWS_SESSION_TOKEN:abc&x=1"))
                .isEqualTo("mongodb://h/?authMechanismProperties=<hidden>&x=1");
    }

    @Test
    void withNothingOnTheMachineTheEmbeddedOnesAreStarted() throws IOException {
        try (MongoServer mongo = Servers.mongo(new Imagined());
                RedisServer redis = Servers.redis(new Imagined());
                MongoClient client = MongoClients.create(mongo.uri())) {
            assertThat(client.getDatabase("admin")
                            .runCommand(new Document("ping", 1))
                            .get("ok"))
                    .isEqualTo(1.0);
            assertThat(mongo.ours()).isTrue();
            assertThat(mongo.choice()).contains("embedded").doesNotContain("\n");
            assertThat(redis.ours()).isTrue();
            assertThat(redis.canStop()).isTrue();
            redis.stop();
            redis.restart();
            int port = Integer.parseInt(redis.url().substring(redis.url().lastIndexOf(':') + 1));
            new Socket("127.0.0.1", port).close();
        }
    }

    @Test
    void aMongodIsStartedAsAReplicaSetAndStoppedWithItsFolder(@TempDir Path folder) throws IOException {
        Path program = folder.resolve("mongod");
        String java = ProcessHandle.current().info().command().orElse("java");
        Files.writeString(
                program,
                "#!/bin/sh\nexec '" + java + "' -cp '" + System.getProperty("java.class.path") + "' '"
                        + ActingMongod.class.getName() + "' \"$@\"\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Machine machine = Machine.of(Map.of("PATH", "/nowhere::" + folder));

        MongoServer mongo = Servers.mongo(machine);
        try (MongoClient client = MongoClients.create(mongo.uri())) {
            assertThat(mongo.ours()).isTrue();
            assertThat(mongo.choice()).contains(program.toString());
            client.getDatabase("shop").getCollection("users").insertOne(new Document("_id", 1));
        } finally {
            mongo.close();
            mongo.close();
        }
        int port = Integer.parseInt(mongo.uri().replaceAll(".*:(\\d+)/.*", "$1"));
        assertThatThrownBy(() -> new Socket("127.0.0.1", port).close()).isInstanceOf(IOException.class);
    }

    /** Takes a mongod's arguments and behaves as one, as far as starting it goes. */
    static final class ActingMongod {
        private ActingMongod() {}

        public static void main(String[] arguments) throws InterruptedException {
            int port = Integer.parseInt(arguments[List.of(arguments).indexOf("--port") + 1]);
            EmbeddedMongo.builder().port(port).start();
            Thread.sleep(Duration.ofMinutes(5).toMillis());
        }
    }

    @Test
    void aMongodThatEndsAtOnceIsReported() {
        assertThatThrownBy(() -> MongodProcess.start("/bin/false"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("/bin/false")
                .hasMessageContaining("MONGOD");
    }

    @Test
    void dockerWithoutAnEngineIsNoDocker(@TempDir Path folder) throws IOException {
        assertThat(DockerProbe.answers(Map.of("DOCKER_HOST", "unix://" + folder.resolve("none.sock"))))
                .isFalse();
        assertThat(DockerProbe.answers(Map.of("DOCKER_HOST", "ssh://somebody@somewhere")))
                .isFalse();
        assertThat(DockerProbe.answers(Map.of("DOCKER_HOST", "::"))).isFalse();
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        assertThat(DockerProbe.answers(Map.of("DOCKER_HOST", "tcp://127.0.0.1:" + closed)))
                .isFalse();
    }

    @Test
    void anEngineThatNeverAnswersIsGivenUp() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            long before = System.nanoTime();
            assertThat(DockerProbe.answers(Map.of("DOCKER_HOST", "tcp://127.0.0.1:" + silent.getLocalPort())))
                    .isFalse();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
        }
    }

    @Test
    void aDockerClientWithoutAnEngineCostsLittleTimeOnceAndPrintsNothing(@TempDir Path folder) throws Exception {
        Path client = Files.writeString(folder.resolve("docker"), "#!/bin/sh\necho no daemon >&2\nexit 1\n");
        assertThat(client.toFile().setExecutable(true)).isTrue();
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            ProcessBuilder builder = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElse("java"),
                            "-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile", ""),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Chooser.class.getName())
                    .redirectErrorStream(true);
            Map<String, String> environment = builder.environment();
            environment.keySet().removeAll(List.of("MONGODB_URI", "MONGOD", "REDIS_URL", "REDIS_SERVER"));
            environment.put("PATH", folder + ":/bin");
            environment.put("DOCKER_HOST", "tcp://127.0.0.1:" + silent.getLocalPort());
            Process child = builder.start();
            String[] lines = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\n");

            assertThat(child.waitFor()).as(String.join("\n", lines)).isZero();
            assertThat(lines).hasSize(3);
            assertThat(lines[0]).startsWith("MongoDB: embedded");
            assertThat(lines[1]).startsWith("Redis: the redis-server").contains("embedded-redis");
            assertThat(Duration.ofMillis(Long.parseLong(lines[2]))).isLessThan(Duration.ofSeconds(20));
            silent.accept().close();
            silent.setSoTimeout(1);
            assertThatThrownBy(silent::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    /** Chooses both servers, prints its choices and how long the decisions took in milliseconds. */
    static final class Chooser {
        private Chooser() {}

        public static void main(String[] arguments) {
            long before = System.nanoTime();
            Choice.of(Choice.MONGO, Machine.real());
            Choice.of(Choice.REDIS, Machine.real());
            long took = System.nanoTime() - before;
            try (MongoServer mongo = Servers.mongo();
                    RedisServer redis = Servers.redis()) {
                System.out.println(mongo.choice());
                System.out.println(redis.choice());
                System.out.println(Duration.ofNanos(took).toMillis());
            }
        }
    }

    @Test
    void anEngineThatAnswersIsDocker() throws Exception {
        try (ServerSocket engine = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> answerOnce(engine));
            answering.start();
            assertThat(DockerProbe.answers(Map.of("DOCKER_HOST", "tcp://127.0.0.1:" + engine.getLocalPort())))
                    .isTrue();
            answering.join();
        }
    }

    private static void answerOnce(ServerSocket engine) {
        try (Socket client = engine.accept()) {
            client.getInputStream().read(new byte[64]);
            client.getOutputStream().write("HTTP/1.0 200 OK\r\n\r\nOK".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
