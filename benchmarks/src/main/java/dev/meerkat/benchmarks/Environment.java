package dev.meerkat.benchmarks;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bson.Document;
import redis.clients.jedis.RedisClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run ran on, recorded with it: a machine, servers, and the versions of all that is compared. Immutable.
 *
 * @param facts what is known, by name, in an order
 */
public record Environment(Map<String, String> facts) {

    /** The file's name. */
    public static final String JSON = "environment.json";

    private static final int TRIPS = 200;
    private static final Pattern JAR = Pattern.compile("(.+?)-(\\d[^/]*)[.]jar");

    /** The artifacts whose versions matter, and what they are called. */
    private static final Map<String, String> ARTIFACTS = artifacts();

    private static Map<String, String> artifacts() {
        Map<String, String> artifacts = new LinkedHashMap<>();
        artifacts.put("meerkat", "Meerkat");
        artifacts.put("mongodb-driver-sync", "MongoDB driver");
        artifacts.put("caffeine", "Caffeine");
        artifacts.put("jedis", "Jedis");
        artifacts.put("spring-context", "Spring Framework");
        artifacts.put("spring-data-redis", "Spring Data Redis");
        artifacts.put("jetcache-core", "JetCache");
        artifacts.put("redisson", "Redisson");
        artifacts.put("lettuce-core", "Lettuce");
        artifacts.put("jmh-core", "JMH");
        return artifacts;
    }

    /** Looks around. */
    static Environment of(Addresses addresses, List<String> servers) throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("date", LocalDate.now(ZoneOffset.UTC).toString());
        facts.put("processor", processor());
        facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("JDK", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        facts.put("servers", String.join("; ", servers));
        facts.put("MongoDB", mongo(addresses));
        facts.put("Redis", redis(addresses));
        Addresses.Delayed delayed = addresses.delayedOnes();
        if (delayed != null) {
            facts.put("trip to Redis and back", trip(addresses.redis()));
            facts.put("delayed trip to Redis and back", trip(delayed.redis()));
        }
        facts.putAll(versions(System.getProperty("java.class.path")));
        return new Environment(facts);
    }

    /**
     * Looks around, where nothing is delayed.
     *
     * @param mongo MongoDB's connection string
     * @param redis Redis' URL
     * @param servers what was taken, in words
     */
    public static Environment of(String mongo, String redis, List<String> servers) throws IOException {
        return of(new Addresses(mongo, redis, null, "none"), servers);
    }

    static Map<String, String> versions(String classPath) {
        Map<String, String> versions = new LinkedHashMap<>();
        ARTIFACTS.forEach((artifact, name) -> Arrays.stream(classPath.split(File.pathSeparator))
                .map(entry -> JAR.matcher(entry.substring(entry.lastIndexOf(File.separatorChar) + 1)))
                .filter(jar -> jar.matches() && jar.group(1).equals(artifact))
                .findFirst()
                .ifPresent(jar -> versions.put(name, jar.group(2))));
        return versions;
    }

    private static String processor() throws IOException {
        Path info = Path.of("/proc/cpuinfo");
        if (!Files.exists(info)) {
            return System.getProperty("os.arch");
        }
        try (Stream<String> lines = Files.lines(info)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        }
    }

    private static String mongo(Addresses addresses) {
        try (MongoClient client = MongoClients.create(addresses.mongo())) {
            return client.getDatabase("admin")
                    .runCommand(new Document("buildInfo", 1))
                    .getString("version");
        }
    }

    private static String redis(Addresses addresses) {
        try (RedisClient client = RedisClient.create(addresses.redis())) {
            Matcher version = Pattern.compile("redis_version:(\\S+)").matcher(client.info("server"));
            return version.find() ? version.group(1) : "unknown";
        }
    }

    /** The median of many. */
    private static String trip(String redis) {
        try (RedisClient client = RedisClient.create(redis)) {
            long[] nanos = new long[TRIPS];
            for (int i = 0; i < TRIPS; i++) {
                long before = System.nanoTime();
                client.ping();
                nanos[i] = System.nanoTime() - before;
            }
            Arrays.sort(nanos);
            return nanos[TRIPS / 2] / 1000 + " µs";
        }
    }

    void write(Path file) throws IOException {
        Files.writeString(
                file,
                JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(facts) + "\n",
                StandardCharsets.UTF_8);
    }
}
