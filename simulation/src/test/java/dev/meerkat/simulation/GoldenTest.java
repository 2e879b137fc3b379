package dev.meerkat.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.Namespace;
import dev.meerkat.cache.spi.EventSource;
import dev.meerkat.cache.spi.HistoryLostException;
import dev.meerkat.cache.spi.Lease;
import dev.meerkat.cache.spi.LeaseStore.Change;
import dev.meerkat.cache.spi.LeaseStore.Expected;
import dev.meerkat.cache.spi.PortException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The simulated MongoDB is told what a real server was told, and answers as it did: as far as its ports can say it. {@link
 * #whatIsPlayedAndWhatIsNot} has the sections that they can't say, and why.
 */
class GoldenTest {

    private static final Duration SOON = Duration.ofMillis(100);

    private final Chance chance = new Chance(1);
    private final Stage stage = new Stage(chance);
    private final Tally tally = new Tally();
    private final SimulatedMongo mongo =
            new SimulatedMongo(stage, chance, new Pace(stage, chance, Settings.BOUND.toNanos(), tally), tally);
    private final EventSource source =
            new SimulatedStream.Source(mongo, new Link(), true, UnaryOperator.identity(), null);
    private final Map<String, EventSource.Cursor> cursors = new HashMap<>();
    private final Map<String, BsonDocument> tokens = new HashMap<>();
    private final Map<String, Long> times = new HashMap<>();
    private final TreeSet<String> collections = new TreeSet<>();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void whatIsPlayedAndWhatIsNot() throws Exception {
        List<String> played =
                List.of("ddl/cluster", "ddl/drop/cluster", "ddl/dropDatabase/cluster", "resume", "causal", "lease");
        // The ports have one stream, over the whole cluster, with the protocol's own projection.
        List<String> otherStreams = List.of(
                "change-stream/collection",
                "change-stream/database",
                "change-stream/pipeline",
                "change-stream/update-lookup",
                "ddl/collection",
                "ddl/drop/collection",
                "ddl/dropDatabase/collection",
                "ddl/database",
                "ddl/drop/database",
                "ddl/dropDatabase/database");
        // They are told which documents a write changed: they evaluate no filter, update or pipeline, and have no
        // sessions.
        List<String> queries = List.of("handshake", "crud", "matching", "change-stream/cluster", "transactions");

        assertThat(Golden.sections())
                .containsExactlyInAnyOrderElementsOf(Stream.of(played, otherStreams, queries)
                        .flatMap(List::stream)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ddl/cluster", "ddl/drop/cluster", "ddl/dropDatabase/cluster", "resume"})
    void theStreamTellsWhatARealOneTold(String section) throws Exception {
        int drained = 0;
        for (BsonDocument step : Golden.section(section)) {
            if (step.containsKey("drain")) {
                drain(step);
                drained++;
            } else if (isOpening(step)) {
                open(step);
            } else if (!step.getDocument("run").containsKey("aggregate")) {
                write(step);
            }
        }
        assertThat(drained).isPositive();
    }

    private static boolean isOpening(BsonDocument step) {
        return step.containsKey("name")
                && step.getString("name").getValue().startsWith("open ")
                && step.getDocument("run").containsKey("aggregate");
    }

    private void open(BsonDocument step) throws PortException {
        BsonDocument options =
                step.getDocument("run").getArray("pipeline").get(0).asDocument().getDocument("$changeStream");
        EventSource.Cursor cursor;
        if (options.containsKey("startAtOperationTime")) {
            cursor = source.startAt(Objects.requireNonNull(times.get(bound(options.get("startAtOperationTime")))));
        } else if (options.containsKey("resumeAfter") || options.containsKey("startAfter")) {
            cursor = source.resumeAfter(
                    Objects.requireNonNull(tokens.get(bound(options.get("resumeAfter", options.get("startAfter"))))));
        } else {
            cursor = source.startAt(mongo.lastTime() + 1);
        }
        cursors.put(step.getString("name").getValue().substring("open ".length()), cursor);
    }

    private static String bound(BsonValue value) {
        return value.asDocument().getString("$bind").getValue();
    }

    private void drain(BsonDocument step) throws PortException {
        EventSource.Cursor cursor =
                Objects.requireNonNull(cursors.get(step.getString("drain").getValue()));
        List<BsonDocument> events = new ArrayList<>();
        EventSource.Batch batch;
        do {
            batch = cursor.next(SOON);
            events.addAll(batch.events());
        } while (!batch.events().isEmpty());

        assertThat(Golden.projected(events)).isEqualTo(Golden.projected(step.getArray("events")));
        assertThat(events)
                .allSatisfy(event -> assertThat(
                                event.getTimestamp("clusterTime").getValue())
                        .isEqualTo(Tokens.after(event.getDocument("_id")).time()));
        assertThat(events.stream()
                        .map(event ->
                                event.getDocument("_id").getString("_data").getValue()))
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(batch.resumeToken() != null)
                .isEqualTo(step.getBoolean("hasPostBatchResumeToken").getValue());
        bindTokens(step, events, batch);
    }

    private void bindTokens(BsonDocument step, List<BsonDocument> events, EventSource.Batch last) {
        step.getDocument("bindTokens", new BsonDocument()).forEach((name, which) -> {
            int index = which.isInt32() ? which.asInt32().getValue() : 0;
            tokens.put(
                    name,
                    which.isString()
                            ? last.resumeToken()
                            : events.get(Math.floorMod(index, events.size())).getDocument("_id"));
        });
    }

    /** An insert, or something done to a whole collection or database. */
    private void write(BsonDocument step) {
        String db = step.getString("db").getValue();
        BsonDocument run = step.getDocument("run");
        String command = run.getFirstKey();
        switch (command) {
            case "create" -> collections.add(db + "." + run.getString(command).getValue());
            case "insert" -> run.getArray("documents").forEach(document -> insert(step, db, document.asDocument()));
            case "drop" -> drop(namespace(db + "." + run.getString(command).getValue()));
            case "renameCollection" ->
                rename(run.getString(command).getValue(), run.getString("to").getValue());
            case "dropDatabase" -> {
                List.copyOf(collections).stream().map(GoldenTest::namespace).forEach(this::drop);
                append(Events.dropDatabase(new Namespace(db, "any")));
            }
            default -> throw new IllegalArgumentException(command);
        }
    }

    private void insert(BsonDocument step, String db, BsonDocument document) {
        String collection = step.getDocument("run").getString("insert").getValue();
        collections.add(db + "." + collection);
        Op op = append(
                Events.document("insert", new Namespace(db, collection), Objects.requireNonNull(document.get("_id"))));
        step.getDocument("bind", new BsonDocument()).keySet().forEach(name -> times.put(name, op.time()));
    }

    private void drop(Namespace namespace) {
        collections.remove(namespace.fullName());
        append(Events.drop(namespace));
    }

    private void rename(String from, String to) {
        collections.remove(from);
        collections.add(to);
        append(Events.rename(namespace(from), namespace(to)));
    }

    private static Namespace namespace(String fullName) {
        int dot = fullName.indexOf('.');
        return new Namespace(fullName.substring(0, dot), fullName.substring(dot + 1));
    }

    private Op append(BsonDocument event) {
        return mongo.append(List.of(), List.of(event));
    }

    @Test
    void readsAreAsCausalAsARealServersAre() throws Exception {
        List<BsonDocument> steps = Golden.section("causal");
        Op insert = mongo.appendDocuments(List.of(new dev.meerkat.simulation.Change(0, 1, mongo.newValue())));
        Target target = Target.document(0, 1);
        byte[] found = mongo.readMajority(
                        new Link(), insert.time(), SOON.toNanos(), time -> target.read(mongo.truth(), time))
                .documents();

        assertThat(Target.value(found, 1)).isEqualTo(insert.changes().get(0).value());
        assertThat(new SimulatedClock(mongo, new Link(), true).note(SOON)).isGreaterThan(insert.time());
        long future = steps.get(3)
                .getDocument("run")
                .getDocument("readConcern")
                .getTimestamp("afterClusterTime")
                .getValue();
        assertThatThrownBy(() -> mongo.readMajority(new Link(), future, SOON.toNanos(), time -> new byte[0]))
                .isInstanceOf(PortException.class)
                .hasMessage(
                        steps.get(3).getDocument("reply").getString("codeName").getValue());
    }

    @Test
    void theLeaseIsTakenByOneCandidateAsOnARealServer() throws Exception {
        List<BsonDocument> steps = Golden.section("lease");
        SimulatedLease.Port leases = new SimulatedLease.Port(new SimulatedLease(mongo), new Link(), true, true);
        Expected first = new Expected(0, 0L, null);

        assertThat(leases.compareAndSet(first, new Change("A", 1, 0, null)))
                .as("%s", reply(steps, 1).get("value"))
                .isNull();
        leases.insertIfAbsent();
        leases.insertIfAbsent();
        Lease taken = leases.compareAndSet(first, new Change("A", 1, 0, null));
        BsonDocument value = reply(steps, 4).getDocument("value");
        assertThat(taken).isNotNull();
        assertThat(taken.holder()).isEqualTo(value.getString("holder").getValue());
        assertThat(taken.term()).isEqualTo(value.getInt64("term").getValue());
        assertThat(taken.beat()).isEqualTo(value.getInt64("beat").getValue());
        assertThat(reply(steps, 5).isNull("value")).isTrue();
        assertThat(leases.compareAndSet(first, new Change("B", 1, 0, null))).isNull();
    }

    private static BsonDocument reply(List<BsonDocument> steps, int index) {
        return steps.get(index).getDocument("reply");
    }

    @Test
    void aNoteIsPassedOnlyWhenSomethingLaterHappens() throws Exception {
        EventSource.Cursor cursor = source.startAt(mongo.lastTime());
        long note = new SimulatedClock(mongo, new Link(), true).note(SOON);

        assertThat(watermark(cursor)).isEqualTo(note);
        mongo.append(List.of(), List.of());
        assertThat(ClusterTime.isAfter(watermark(cursor), note)).isTrue();
    }

    private static long watermark(EventSource.Cursor cursor) throws PortException {
        return Tokens.after(Objects.requireNonNull(cursor.next(SOON).resumeToken()))
                .time();
    }

    @Test
    void historyIsLostOnceItIsTrimmedAndNotBefore() throws Exception {
        long beginning = ClusterTime.of(new org.bson.BsonTimestamp(1, 1));
        append(Events.document("insert", Catalog.namespace(0), new org.bson.BsonInt32(1)));
        stage.pass(SOON.toNanos());

        assertThat(source.startAt(beginning).next(SOON).events()).hasSize(1);
        mongo.trim();
        assertThatThrownBy(() -> source.startAt(beginning)).isInstanceOf(HistoryLostException.class);
    }

    @Test
    void theEventsOfATransactionHaveOneTimeAndMayComeInSeveralBatches() throws Exception {
        EventSource.Cursor cursor = source.startAt(mongo.lastTime() + 1);
        mongo.limitBatches(1);
        Op op = mongo.append(
                List.of(),
                List.of(
                        Events.document("insert", Catalog.namespace(0), new org.bson.BsonInt32(1)),
                        Events.document("insert", Catalog.namespace(1), new org.bson.BsonInt32(1))));

        for (int i = 0; i < 2; i++) {
            EventSource.Batch batch = cursor.next(SOON);
            assertThat(batch.events())
                    .singleElement()
                    .satisfies(event -> assertThat(
                                    event.getTimestamp("clusterTime").getValue())
                            .isEqualTo(op.time()));
            assertThat(Tokens.after(Objects.requireNonNull(batch.resumeToken())).time())
                    .isEqualTo(op.time());
        }
    }
}
