package dev.meerkat.embedded;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/** A mongod in a process of its own and a temporary folder, initiated as a replica set of one node. */
final class MongodProcess implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final String SET = "rs0";
    private static final long READY_NANOS = 60_000_000_000L;
    private static final int ALREADY_INITIALIZED = 23;

    private final ServerProcess process;
    private final Path folder;
    private final int port;

    private MongodProcess(ServerProcess process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    static MongodProcess start(String program) {
        Path folder = ServerProcess.temporaryFolder("mongod");
        int port = ServerProcess.freePort();
        List<String> command = List.of(
                program,
                "--dbpath",
                folder.toString(),
                "--port",
                Integer.toString(port),
                "--bind_ip",
                HOST,
                "--replSet",
                SET,
                "--oplogSize",
                "256");
        MongodProcess mongod = new MongodProcess(ServerProcess.start(command, folder), folder, port);
        try {
            mongod.initiate(System.nanoTime() + READY_NANOS);
            return mongod;
        } catch (RuntimeException e) {
            String output = mongod.process.lastOutput();
            mongod.close();
            throw new IllegalStateException(
                    program + " doesn't start as a replica set. Unset MONGOD or take it off the PATH to use another"
                            + " server. It printed: " + output,
                    e);
        }
    }

    private void initiate(long deadline) {
        while (!accepts()) {
            waitOrGiveUp(deadline);
        }
        MongoClientSettings settings = MongoClientSettings.builder()
                .applyConnectionString(
                        new ConnectionString("mongodb://" + HOST + ":" + port + "/?directConnection=true"))
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(10, TimeUnit.SECONDS))
                .build();
        try (MongoClient client = MongoClients.create(settings)) {
            Document member = new Document("_id", 0).append("host", HOST + ":" + port);
            Document configuration = new Document("_id", SET).append("members", List.of(member));
            try {
                client.getDatabase("admin").runCommand(new Document("replSetInitiate", configuration));
            } catch (MongoCommandException e) {
                if (e.getErrorCode() != ALREADY_INITIALIZED) {
                    throw e;
                }
            }
            while (!isPrimary(client)) {
                waitOrGiveUp(deadline);
            }
        }
    }

    private boolean accepts() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(HOST, port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isPrimary(MongoClient client) {
        try {
            Document hello = client.getDatabase("admin").runCommand(new Document("isMaster", 1));
            return hello.getBoolean("ismaster", false);
        } catch (MongoException e) {
            return false;
        }
    }

    private void waitOrGiveUp(long deadline) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
            throw new IllegalStateException(process.isAlive() ? "it isn't ready in time" : "it ended");
        }
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a server starts", e);
        }
    }

    String uri() {
        return "mongodb://" + HOST + ":" + port + "/?replicaSet=" + SET;
    }

    @Override
    public void close() {
        process.kill();
        try {
            ServerProcess.delete(folder);
        } catch (UncheckedIOException e) {
            folder.toFile().deleteOnExit();
        }
    }
}
