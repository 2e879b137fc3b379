package dev.meerkat.benchmarks.cost;

import dev.meerkat.benchmarks.peers.CachingSystem;
import dev.meerkat.benchmarks.peers.Contender;
import dev.meerkat.benchmarks.peers.Corpus;
import dev.meerkat.benchmarks.peers.Setting;
import dev.meerkat.faults.child.Lines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** An instance of an application that reads and writes users through one of the systems that are compared. */
final class InstanceChild implements Lines.Work {

    /** In the place of a system's name: Meerkat with a fault of its own. */
    static final String PLANTED = "planted";

    private final int place;
    private final Contender contender;
    private @Nullable CheckedLoad load;

    private InstanceChild(Document settings) {
        place = settings.getInteger("place");
        Place where = Place.of(settings);
        Setting setting = new Setting(
                where.withMajority(),
                where.redisUrl(),
                where.name(),
                Duration.ofMillis(Lines.number(settings, "ttlMillis")));
        String system = settings.getString("system");
        contender = system.equals(PLANTED)
                ? PlantedMeerkat.open(where, setting.ttl())
                : CachingSystem.valueOf(system).open(setting);
    }

    /** The settings of such children. */
    static Document settings(Place place, String system, Duration ttl) {
        return place.toDocument().append("system", system).append("ttlMillis", ttl.toMillis());
    }

    /** Runs until told to stop. */
    public static void main(String[] arguments) {
        Lines.work(InstanceChild::new);
    }

    @Override
    public Document answer(String what, Document details) {
        switch (what) {
            case "clock" -> {
                return Company.clock();
            }
            case "loads" -> {
                return new Document("loads", contender.loads());
            }
            case "read" -> read(details.getInteger("first"), details.getInteger("end"));
            case "stampede" -> {
                return Stampede.of(details).run(contender, place == 0);
            }
            case "begin" -> begin(LoadOrder.of(details));
            case "end" -> end();
            default -> throw new IllegalArgumentException("not an order: " + what);
        }
        return new Document();
    }

    private void read(int first, int end) {
        for (int user = first; user < end; user++) {
            contender.byId(Corpus.id(user));
        }
    }

    private void begin(LoadOrder order) {
        try {
            load = new CheckedLoad(place, contender, order);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void end() {
        CheckedLoad ending = load;
        if (ending != null) {
            ending.close();
        }
    }

    @Override
    public void close() {
        end();
        contender.close();
    }
}
