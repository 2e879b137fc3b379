package dev.meerkat.architecture;

import java.util.Set;
import java.util.stream.Stream;

/** A module of the product: where it lives and what it may use. All arrows point towards the core. */
enum Room {
    CORE("core", "dev.meerkat.cache..", Set.of(), "org.bson..", "com.github.benmanes.caffeine.."),
    CHANGE_STREAM("change-stream", "dev.meerkat.changes..", Set.of(CORE), "org.bson..", "com.mongodb.."),
    LEADER_ELECTION("leader-election", "dev.meerkat.election..", Set.of(CORE), "org.bson..", "com.mongodb.."),
    REDIS_CACHE(
            "redis-cache", "dev.meerkat.redis..", Set.of(CORE), "redis.clients.jedis..", "org.apache.commons.pool2.."),
    PROXY("proxy", "dev.meerkat.proxy..", Set.of(CORE), "org.bson..", "com.mongodb..", "net.bytebuddy.."),
    REPOSITORY(
            "repository",
            "dev.meerkat.repository..",
            Set.of(CORE, PROXY),
            "org.bson..",
            "com.mongodb..",
            "net.bytebuddy..",
            "org.objenesis.."),
    MONITORING(
            "monitoring",
            "dev.meerkat.monitoring..",
            Set.of(CORE),
            "io.micrometer..",
            "io.prometheus..",
            "com.sun.net.httpserver..",
            "tools.jackson.."),
    POOLING("pooling", "dev.meerkat.pooling..", Set.of(CORE), "org.bson..", "com.mongodb.."),
    MEERKAT(
            "meerkat",
            "dev.meerkat",
            Set.of(CORE, CHANGE_STREAM, LEADER_ELECTION, REDIS_CACHE, PROXY, REPOSITORY, MONITORING, POOLING),
            "org.bson..",
            "com.mongodb..",
            "redis.clients.jedis..",
            "io.micrometer..",
            "tools.jackson.."),
    EMBEDDED(
            "embedded",
            "dev.meerkat.embedded..",
            Set.of(),
            "org.bson..",
            "com.mongodb..",
            "de.bwaldvogel.mongo..",
            "io.netty..",
            "redis.embedded..",
            "org.testcontainers..",
            "com.redis.testcontainers.."),
    JUNIT_EXTENSION(
            "junit-extension",
            "dev.meerkat.junit..",
            Set.of(EMBEDDED),
            "org.bson..",
            "com.mongodb..",
            "redis.clients.jedis..",
            "org.junit.jupiter.api..",
            "org.junit.platform.commons.."),
    SPRING_BOOT_STARTER(
            "spring-boot-starter",
            "dev.meerkat.spring..",
            Set.of(CORE, MEERKAT, PROXY, REPOSITORY, MONITORING),
            "com.mongodb..",
            "io.micrometer..",
            "org.springframework..",
            "org.aopalliance..");

    private static final Set<String> ALWAYS = Set.of("java..", "javax..", "org.jspecify..", "org.slf4j..");

    final String folder;
    final String packages;
    private final Set<Room> rooms;
    private final Set<String> libraries;

    Room(String folder, String packages, Set<Room> rooms, String... libraries) {
        this.folder = folder;
        this.packages = packages;
        this.rooms = rooms;
        this.libraries = Set.of(libraries);
    }

    /** The packages whose classes the room's classes may use, in ArchUnit's notation. */
    String[] mayUse() {
        return Stream.of(
                        Stream.of(packages),
                        rooms.stream().map(room -> room.packages),
                        libraries.stream(),
                        ALWAYS.stream())
                .flatMap(names -> names)
                .toArray(String[]::new);
    }
}
