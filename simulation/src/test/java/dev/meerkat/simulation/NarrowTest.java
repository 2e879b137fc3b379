package dev.meerkat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.cache.Entry;
import dev.meerkat.cache.Freshness;
import dev.meerkat.simulation.Target.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which entries are still near after a change that a query doesn't look at. */
class NarrowTest {

    private static final long BOUND = Settings.BOUND.toNanos();
    private static final int NAMESPACE = 1;
    private static final int IN_THE_RESULT = 2;
    private static final int NOT_IN_THE_RESULT = 3;

    private final World world = new World(Settings.calm(1), false);

    @BeforeEach
    void twoDocumentsAreThereAndNobodyWrites() {
        world.stage().pass(3 * BOUND);
        world.mongo().beQuiet(Long.MAX_VALUE / 2);
        write(new Change(NAMESPACE, IN_THE_RESULT, world.mongo().newValue(true)));
        write(new Change(NAMESPACE, NOT_IN_THE_RESULT, world.mongo().newValue(false)));
    }

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"SOME_BY_FIELD", "SUM"})
    void anUpdateOfAnotherFieldLeavesTheEntryInPlace(Kind kind) {
        long before = asofOf(kind);

        update(NOT_IN_THE_RESULT, Fields.W);

        assertThat(asofOf(kind)).isEqualTo(before);
    }

    @Test
    void whereNothingIsKnownOfTheQueryAnyUpdateLetsGoOfTheEntry() {
        long before = asofOf(Kind.SOME);

        update(NOT_IN_THE_RESULT, Fields.W);

        assertThat(asofOf(Kind.SOME)).isNotEqualTo(before);
    }

    @Test
    void anUpdateOfADocumentInTheResultLetsGoOfItButNotOfASum() {
        long query = asofOf(Kind.SOME_BY_FIELD);
        long sum = asofOf(Kind.SUM);

        update(IN_THE_RESULT, Fields.W);

        assertThat(asofOf(Kind.SOME_BY_FIELD)).isNotEqualTo(query);
        assertThat(asofOf(Kind.SUM)).isEqualTo(sum);
    }

    @ParameterizedTest
    @EnumSource(names = {"SOME_BY_FIELD", "SUM"})
    void anUpdateOfTheFieldLetsGoOfTheEntry(Kind kind) {
        long before = asofOf(kind);

        update(NOT_IN_THE_RESULT, Fields.V);

        assertThat(asofOf(kind)).isNotEqualTo(before);
    }

    @Test
    void anUpdateOfASummedFieldLetsGoOfASumOnceAndThenOnlyWhereTheDocumentIsInIt() {
        long first = asofOf(Kind.SUM_OF_SOME);
        update(NOT_IN_THE_RESULT, Fields.W);
        long second = asofOf(Kind.SUM_OF_SOME);
        assertThat(second).isNotEqualTo(first);

        update(NOT_IN_THE_RESULT, Fields.W);
        assertThat(asofOf(Kind.SUM_OF_SOME)).isEqualTo(second);

        update(IN_THE_RESULT, Fields.W);
        long third = asofOf(Kind.SUM_OF_SOME);
        assertThat(third).isNotEqualTo(second);
        update(NOT_IN_THE_RESULT, Fields.V);
        assertThat(asofOf(Kind.SUM_OF_SOME)).isNotEqualTo(third);
    }

    @Test
    void aResultIsOfBsonDocuments() {
        byte[] document = Documents.document(NAMESPACE, 7, Fields.withW(Fields.both(5), Fields.both(6)));

        assertThat(new RawBsonDocument(document).toJson()).isEqualTo("{\"_id\": 7, \"n\": 1, \"v\": 5, \"w\": 6}");
        assertThat(Target.value(document, 7)).isEqualTo(Fields.withW(Fields.both(5), Fields.both(6)));
    }

    private void update(int id, String field) {
        long before = world.truth().latest(NAMESPACE, id);
        long fresh = world.mongo().newValue(false);
        long value = field.equals(Fields.V) ? Fields.withV(before, fresh) : Fields.withW(before, fresh);
        write(new Change(NAMESPACE, id, value, List.of(field)));
    }

    private void write(Change change) {
        world.mongo().appendDocuments(List.of(change));
        world.stage().pass(2 * BOUND);
    }

    /** Of what a process has near after it was read. */
    private long asofOf(Kind kind) {
        SimulatedProcess process = world.process(0);
        Target target = Target.many(kind, List.of(NAMESPACE)).ofItsOwn();
        List<Entry> found = new ArrayList<>();
        world.stage().spawn(process.place(), 0, () -> {
            new Reader(world, process).read(target, Freshness.USUAL, null);
            found.add(Objects.requireNonNull(process.cache().hit(target.key(), Freshness.USUAL)));
        });
        world.stage().pass(BOUND);
        assertThat(world.checker().violation()).isNull();
        assertThat(found).hasSize(1);
        return found.get(0).asof();
    }
}
