package dev.meerkat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.cache.Entry;
import dev.meerkat.cache.Freshness;
import dev.meerkat.cache.Guard;
import dev.meerkat.cache.spi.Loader.Loaded;
import dev.meerkat.simulation.Target.Kind;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A fill that goes through an index of v and w, and yields, while an update of w takes a document behind it. */
class TornTest {

    private static final long BOUND = Settings.BOUND.toNanos();
    private static final int NAMESPACE = 1;

    private World world = new World(Settings.calm(1), false);

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"SOME", "COUNT", "SOME_BY_FIELD", "SUM"})
    void whatAFillMissedIsNotMissedForLongerThanTheBound(Kind kind) {
        Target target = missOne(kind);

        Entry entry = hit(target);
        if (entry != null) {
            assertThat(target.digest(entry.documents()))
                    .isEqualTo(target.digest(world.truth().latest()));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SOME_BY_FIELD", "SUM"})
    void butForeverWhereDisturbancesDoNotMatter(Kind kind) {
        world.close();
        world = new World(Settings.calm(1).with(Mutant.without(Guard.NARROW_UNLESS_DISTURBED)), false);

        Target target = missOne(kind);

        assertThat(target.digest(Objects.requireNonNull(hit(target)).documents()))
                .isNotEqualTo(target.digest(world.truth().latest()));
    }

    /** Which they are is known from a result before whose read nothing tore. */
    @Test
    void norWhereItIsKnownWhichDocumentsThereAre() {
        Target target = missOneOfThoseKnown();

        assertThat(hit(target)).isNull();
    }

    @Test
    void butForeverWhereResultsDoNotDependOnThem() {
        world.close();
        world = new World(Settings.calm(1).with(Mutant.with(Flaw.RESULT_WITHOUT_INPUTS)), false);

        Target target = missOneOfThoseKnown();

        assertThat(target.digest(Objects.requireNonNull(hit(target)).documents()))
                .isNotEqualTo(target.digest(world.truth().latest()));
    }

    private Target missOneOfThoseKnown() {
        fill();
        Target target = Target.many(Kind.SOME_BY_FIELD, List.of(NAMESPACE)).ofItsOwn();
        read(target, () -> found(target));
        read(target, () -> found(target));
        moveLast(order());
        world.stage().pass(5 * BOUND);

        read(target, () -> torn(target));

        return target;
    }

    /** A read that misses a document; then more time than the bound. */
    private Target missOne(Kind kind) {
        fill();
        Target target = Target.many(kind, List.of(NAMESPACE)).ofItsOwn();
        read(target, () -> torn(target));
        return target;
    }

    private void fill() {
        world.stage().pass(3 * BOUND);
        world.mongo().beQuiet(Long.MAX_VALUE / 2);
        for (int id = 0; id < Catalog.IDS; id++) {
            world.mongo().newValue();
            world.mongo()
                    .appendDocuments(
                            List.of(new Change(NAMESPACE, id, world.mongo().newValue(true))));
        }
        world.stage().pass(2 * BOUND);
    }

    private void read(Target target, Supplier<Loaded> loaded) {
        SimulatedProcess process = world.process(0);
        world.stage().spawn(process.place(), 0, () -> {
            Request request = new Request(world, process, target, Freshness.USUAL, () -> {});
            process.cache().read(request, asof -> {
                request.isLoaded();
                return loaded.get();
            });
        });
        world.stage().pass(5 * BOUND);
    }

    private Loaded found(Target target) {
        long time = world.mongo().lastTime();
        return new Loaded.Complete(target.read(world.truth(), time), time);
    }

    private @Nullable Entry hit(Target target) {
        SimulatedProcess process = world.process(0);
        List<@Nullable Entry> found = new ArrayList<>();
        world.stage().spawn(process.place(), 0, () -> found.add(process.cache().hit(target.key(), Freshness.USUAL)));
        world.stage().pass(BOUND);
        return found.get(0);
    }

    /** The documents by w, the greatest first; half-way the last of them gets a greater w than all. */
    private Loaded torn(Target target) {
        List<Integer> order = order();
        List<byte[]> parts = new ArrayList<>();
        for (int i = 0; i < Catalog.IDS / 2; i++) {
            parts.add(target.read(world.truth(), world.mongo().lastTime(), order.get(i), order.get(i) + 1));
        }
        moveLast(order);
        world.stage().pass(100 * Catalog.MS);
        for (int i = Catalog.IDS / 2; i < Catalog.IDS - 1; i++) {
            parts.add(target.read(world.truth(), world.mongo().lastTime(), order.get(i), order.get(i) + 1));
        }
        return new Loaded.Complete(joined(target, parts), world.mongo().lastTime());
    }

    private List<Integer> order() {
        return IntStream.range(0, Catalog.IDS)
                .boxed()
                .sorted(Comparator.comparing(
                        (Integer id) -> Fields.w(world.truth().latest(NAMESPACE, id)), Comparator.reverseOrder()))
                .toList();
    }

    private void moveLast(List<Integer> order) {
        int moved = order.get(Catalog.IDS - 1);
        long value = Fields.withW(
                world.truth().latest(NAMESPACE, moved), world.mongo().newValue());
        world.mongo().appendDocuments(List.of(new Change(NAMESPACE, moved, value, List.of(Fields.W))));
    }

    private static byte[] joined(Target target, List<byte[]> parts) {
        if (!target.givesDocuments()) {
            long sum = parts.stream().mapToLong(target::digest).sum();
            return Target.number(sum);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        return all.toByteArray();
    }
}
