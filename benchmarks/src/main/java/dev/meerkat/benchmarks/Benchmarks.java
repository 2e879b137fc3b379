package dev.meerkat.benchmarks;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.meerkat.Meerkat;
import dev.meerkat.benchmarks.peers.MatrixRun;
import dev.meerkat.cache.spi.PortException;
import dev.meerkat.redis.RedisCache;
import dev.meerkat.redis.RedisOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bson.conversions.Bson;
import org.openjdk.jmh.runner.RunnerException;

/** Runs the benchmarks and prints the table: the program behind {@code benchmarks/run}. */
public final class Benchmarks {

    private Benchmarks() {}

    /** Ends with 0 where all benchmarks ran, 1 where one failed, 2 where the command line can't be understood. */
    public static void main(String[] arguments) throws IOException, PortException {
        if (List.of(arguments).contains("--help")) {
            System.out.println(Plan.USAGE);
            return;
        }
        Plan plan;
        try {
            plan = Plan.of(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n\n" + Plan.USAGE);
            System.exit(2);
            return;
        }
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> ProcessHandle.current().children().forEach(ProcessHandle::destroy)));
        Path results = Path.of("benchmarks", "target", "results");
        Files.createDirectories(results);
        try {
            run(plan, results);
        } catch (RunnerException e) {
            System.out.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void run(Plan plan, Path results) throws IOException, PortException, RunnerException {
        try (Servers servers = Servers.start()) {
            System.out.println("The servers, in a JVM of their own:");
            servers.choices().forEach(choice -> System.out.println("  " + choice));
            Addresses addresses = new Addresses(
                    servers.mongo(),
                    servers.redis(),
                    servers.delayed(),
                    UUID.randomUUID().toString().substring(0, 8));
            try {
                Environment.of(addresses, servers.choices()).write(results.resolve(Environment.JSON));
                if (plan.parts().contains(Plan.Part.MICRO)) {
                    runMicro(plan, addresses, results);
                }
                if (plan.parts().contains(Plan.Part.MATRIX)) {
                    new MatrixRun(plan.sampled(), plan.only(), plan.cell(), addresses, results).run();
                }
            } finally {
                cleanUp(addresses);
            }
        }
    }

    private static void runMicro(Plan plan, Addresses addresses, Path results) throws IOException, RunnerException {
        load(plan, addresses);
        List<Scores> rounds = new ArrayList<>();
        for (int number = 1; number <= plan.rounds(); number++) {
            rounds.add(Scores.read(new Round(plan, number, addresses, results).run()));
        }
        List<String> tables = Table.all(rounds);
        Files.write(results.resolve("table.md"), tables);
        System.out.println();
        tables.forEach(System.out::println);
        System.out.println();
    }

    private static void load(Plan plan, Addresses addresses) {
        try (World world = new World(addresses)) {
            world.users.insertMany(
                    IntStream.range(0, World.DOCUMENTS).mapToObj(User::numbered).toList());
            warmServers(world, Duration.ofMillis(500L * plan.warmups()));
        }
    }

    /** Reads, writes and a change stream, so that the first benchmarks don't meet servers that are being compiled. */
    private static void warmServers(World world, Duration time) {
        try (Meerkat meerkat = World.serving(world.sharing())) {
            MongoCollection<User> users = meerkat.wrap(world.users).noCache();
            long end = System.nanoTime() + time.toNanos();
            while (System.nanoTime() - end < 0) {
                Bson one = Filters.eq("_id", world.nextId());
                users.find(one).first();
                users.updateOne(one, Updates.inc("visits", 1L));
            }
        }
    }

    /** The servers may be others' own. */
    private static void cleanUp(Addresses addresses) throws PortException {
        try (MongoClient client = MongoClients.create(addresses.mongo());
                RedisCache redis =
                        RedisCache.connect(RedisOptions.of(addresses.redis(), addresses.redisKeyPrefix(), "none"))) {
            client.getDatabase(addresses.database()).drop();
            client.getDatabase(addresses.metadataDatabase()).drop();
            redis.deleteAllKeysByScanning();
        }
    }
}
