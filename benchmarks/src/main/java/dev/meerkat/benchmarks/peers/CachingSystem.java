package dev.meerkat.benchmarks.peers;

import java.util.function.Function;

/** What is compared. */
public enum CachingSystem {
    /** MongoDB's driver alone. */
    NO_CACHE("no cache", PlainDriver::new),
    /** Meerkat with its near tier and Redis. */
    MEERKAT("Meerkat", setting -> ThroughMeerkat.open(setting, true)),
    /** Meerkat without Redis. */
    MEERKAT_NEAR("Meerkat, near only", setting -> ThroughMeerkat.open(setting, false)),
    /** Spring's cache abstraction with Spring Data Redis. */
    SPRING_CACHE("Spring Cache, Redis", SpringCache::new),
    /** JetCache with Caffeine and Redis. */
    JETCACHE("JetCache, two levels", JetCache::new),
    /** Redisson's map with a local cache. */
    REDISSON("Redisson, local cached map", RedissonMaps::new);

    private final String label;
    private final Function<Setting, Contender> opening;

    CachingSystem(String label, Function<Setting, Contender> opening) {
        this.label = label;
        this.opening = opening;
    }

    /** What it is called in tables and charts. */
    public String label() {
        return label;
    }

    /** Makes one, connected, over the corpus there. */
    public Contender open(Setting setting) {
        return opening.apply(setting);
    }
}
