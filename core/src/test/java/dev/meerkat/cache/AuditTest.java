package dev.meerkat.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.cache.spi.Coverage;
import dev.meerkat.cache.spi.Loader.Loaded;
import dev.meerkat.cache.spi.PortException;
import dev.meerkat.cache.spi.RemoteTier;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

/** What an audit finds; each test begins with all up to 99 known, as of now. */
final class AuditTest {

    private static final Dependencies ONE = Dependencies.document(CacheProcess.ORDERS, CacheProcess.tag(1));
    private static final Dependencies ALL = Dependencies.queries(List.of(CacheProcess.ORDERS));

    private final List<Long> ages = new ArrayList<>();
    private CacheProcess process = new CacheProcess(RemoteTier.none()).upTo(100);
    private Audit audit = audit(Guards.all());
    private ReadThroughCache cache = process.cache.withAudit(audit);

    private Audit audit(Guards guards) {
        Audit made = new Audit(1, () -> 0, process.gate, process.invalidations, guards);
        made.listen(ages::add);
        return made;
    }

    private void without(Guard guard) {
        Guards guards = Guards.without(guard);
        process = new CacheProcess(RemoteTier.none(), "e1", guards).upTo(100);
        audit = audit(guards);
        cache = process.cache.withAudit(audit);
    }

    /** MongoDB, as the second read finds it. */
    private record Found(byte[] documents, long operationTime, boolean isDetermined) implements Reread {

        @Override
        public QueryKey key() {
            return CacheProcess.byId(1).key();
        }

        @Override
        public Loaded load(long asof) {
            return new Loaded.Complete(documents, Math.max(asof, operationTime));
        }
    }

    /** The second read comes to no result. */
    private record Fails(boolean oversize) implements Reread {

        @Override
        public QueryKey key() {
            return CacheProcess.byId(1).key();
        }

        @Override
        public Loaded load(long asof) throws PortException {
            if (oversize) {
                return new Loaded.Oversize();
            }
            throw new PortException("MongoDB is away");
        }

        @Override
        public boolean isDetermined() {
            return true;
        }
    }

    private static byte[] bytes(String... documents) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String document : documents) {
            all.writeBytes(QueryKey.of(BsonDocument.parse(document)).bytes());
        }
        return all.toByteArray();
    }

    private void serve(Dependencies dependencies, Reread reread, String... documents) {
        Entry entry = new Entry(99, 99, bytes(documents), dependencies, Long.MAX_VALUE);
        audit.served(entry, Outcome.Tier.NEAR, Freshness.USUAL, reread);
    }

    /** Serves what MongoDB has in another form since a time at or before this one. */
    private void serveAnother(Dependencies dependencies, long operationTime) {
        serve(dependencies, new Found(bytes("{n: 2}"), operationTime, true), "{n: 1}");
    }

    private void changed(long time) {
        cache.apply(new Invalidation.Documents(time, CacheProcess.ORDERS, CacheProcess.tag(1)));
    }

    private void after(int seconds) {
        process.ticker.pass(Duration.ofSeconds(seconds));
    }

    private void note(long clusterTime) {
        process.gate.look().note(clusterTime);
    }

    /** All verdicts, once all up to this time is known. */
    private Map<AuditVerdict, Long> verdicts(long watermark) {
        audit.work();
        process.gate.advance(watermark);
        audit.work();
        return verdicts();
    }

    private Map<AuditVerdict, Long> verdicts() {
        return audit.statistics().verdicts().entrySet().stream()
                .filter(found -> found.getValue() > 0)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Test
    void whatMongoStillHasIsFresh() {
        serve(ONE, new Found(bytes("{n: 1}"), 99, true), "{n: 1}");
        serve(ALL, new Found(bytes(), 99, true));
        audit.work();
        audit.work();

        assertThat(verdicts()).isEqualTo(Map.of(AuditVerdict.FRESH, 2L));
    }

    @Test
    void theOrderOfDocumentsDoesNotCountThatOfTheirFieldsDoes() {
        serve(ALL, new Found(bytes("{n: 2}", "{n: 1}"), 99, true), "{n: 1}", "{n: 2}");
        serve(ALL, new Found(bytes("{b: 1, a: 1}"), 99, true), "{a: 1, b: 1}");
        serve(ALL, new Found(bytes("{n: 1}", "{n: 2}", "{n: 2}"), 99, true), "{n: 1}", "{n: 1}", "{n: 2}");
        for (int i = 0; i < 3; i++) {
            audit.work();
        }

        assertThat(verdicts(101)).isEqualTo(Map.of(AuditVerdict.FRESH, 1L, AuditVerdict.UNEXPLAINED, 2L));
    }

    @Test
    void whatChangedAfterItWasServedIsNotStale() {
        serveAnother(ONE, 120);
        after(1);
        note(110);
        changed(111);

        assertThat(verdicts(121)).isEqualTo(Map.of(AuditVerdict.CHANGED_LATER, 1L));
        assertThat(ages).isEmpty();
    }

    @Test
    void whatChangedBeforeIsStaleByTheTimeSinceTheLastNoteBeforeTheChangeAtMost() {
        after(1);
        note(105);
        after(3);
        serveAnother(ONE, 120);
        changed(110);

        assertThat(verdicts(121)).isEqualTo(Map.of(AuditVerdict.STALE, 1L));
        assertThat(ages).containsExactly(Duration.ofSeconds(3).toNanos());
        assertThat(audit.statistics().longestStale()).isEqualTo(Duration.ofSeconds(3));
        assertThat(audit.statistics().broken()).isZero();
    }

    @Test
    void theFirstOfSeveralChangesTellsTheAgeWhateverTheirOrder() {
        after(4);
        note(110);
        serveAnother(ALL, 120);
        changed(111);
        changed(101);
        changed(119);

        assertThat(verdicts(121)).isEqualTo(Map.of(AuditVerdict.STALE, 1L));
        assertThat(ages).containsExactly(Duration.ofSeconds(4).toNanos());
    }

    @Test
    void whereChangesAreNoLongerToldNothingIsMissed() {
        serveAnother(ONE, 120);
        process.gate.watched().become(Coverage.of(List.of("another")));

        assertThat(verdicts(121)).isEqualTo(Map.of(AuditVerdict.UNDECIDED, 1L));
    }

    @Test
    void aReadersOwnBoundIsTheOneThatCounts() {
        Entry entry = new Entry(99, 99, bytes("{n: 1}"), ONE, Long.MAX_VALUE);
        after(8);
        audit.served(
                entry,
                Outcome.Tier.NEAR,
                new Freshness(ClusterTime.NONE, Duration.ofSeconds(10)),
                new Found(bytes("{n: 2}"), 120, true));
        changed(101);

        assertThat(verdicts(121)).isEqualTo(Map.of(AuditVerdict.STALE, 1L));
    }

    @Test
    void withoutTheGateStaleResultsPastTheBoundAreFound() {
        without(Guard.GATE);
        after(6);
        serveAnother(ONE, 120);
        changed(101);

        assertThat(verdicts(121)).isEqualTo(Map.of(AuditVerdict.STALE_PAST_BOUND, 1L));
        assertThat(audit.statistics().broken()).isEqualTo(1);
        assertThat(ages).containsExactly(Duration.ofSeconds(6).toNanos());
    }

    @Test
    void withoutTheRuleWhatWasServedThoughItHadChangedIsFound() {
        without(Guard.RULE);
        changed(101);
        serveAnother(ONE, 120);

        assertThat(verdicts(121)).isEqualTo(Map.of(AuditVerdict.UNEXPLAINED, 1L));
    }

    @Test
    void aChangeThatNobodyToldOfIsUnexplained() {
        serveAnother(ONE, 120);
        cache.apply(new Invalidation.Documents(110, CacheProcess.ORDERS, CacheProcess.tag(2)));
        cache.apply(new Invalidation.Documents(110, new Namespace("shop", "others"), CacheProcess.tag(2)));

        assertThat(verdicts(121)).isEqualTo(Map.of(AuditVerdict.UNEXPLAINED, 1L));
    }

    @Test
    void aChangeAfterTheSecondReadExplainsNothing() {
        serveAnother(ONE, 120);
        changed(121);

        assertThat(verdicts(122)).isEqualTo(Map.of(AuditVerdict.UNEXPLAINED, 1L));
    }

    @Test
    void whereMongoMayChooseAnotherResultProvesNothing() {
        serve(ALL, new Found(bytes("{n: 2}"), 120, false), "{n: 1}");

        assertThat(verdicts(121)).isEqualTo(Map.of(AuditVerdict.UNDECIDED, 1L));
    }

    @Test
    void aFloorHidesWhenSomethingChanged() {
        serveAnother(ONE, 120);
        process.invalidations.raiseFloor(130);

        assertThat(verdicts(121)).isEqualTo(Map.of(AuditVerdict.UNDECIDED, 1L));
    }

    @Test
    void aVerdictWaitsUntilAllChangesUpToTheSecondReadAreKnown() {
        after(1);
        serveAnother(ONE, 120);
        assertThat(verdicts(120)).isEmpty();

        changed(120);
        assertThat(verdicts(121)).isEqualTo(Map.of(AuditVerdict.STALE, 1L));
    }

    @Test
    void whereTheyNeverAreItIsUndecidedInTheEnd() {
        serveAnother(ONE, 120);
        audit.work();
        after(101);
        audit.work();

        assertThat(verdicts()).isEqualTo(Map.of(AuditVerdict.UNDECIDED, 1L));
    }

    @Test
    void aSecondReadThatFailsOrIsTooLargeIsCounted() {
        serve(ONE, new Fails(false), "{n: 1}");
        serve(ONE, new Fails(true), "{n: 1}");
        audit.work();
        audit.work();

        assertThat(verdicts()).isEqualTo(Map.of(AuditVerdict.FAILED, 1L, AuditVerdict.UNDECIDED, 1L));
    }

    @Test
    void whatWouldNotBeServedAnyMoreIsNotAudited() {
        changed(101);
        serveAnother(ONE, 120);
        assertThat(verdicts(121)).isEmpty();
    }

    @Test
    void whatIsTooMuchIsDroppedAndPlacesAreUsedAgain() {
        for (int i = 0; i < 40; i++) {
            serve(ONE, new Found(bytes("{n: 1}"), 99, true), "{n: 1}");
        }
        assertThat(verdicts()).isEqualTo(Map.of(AuditVerdict.DROPPED, 8L));

        for (int i = 0; i < 40; i++) {
            audit.work();
        }
        serve(ONE, new Found(bytes("{n: 1}"), 99, true), "{n: 1}");
        audit.work();
        assertThat(verdicts()).isEqualTo(Map.of(AuditVerdict.DROPPED, 8L, AuditVerdict.FRESH, 33L));
    }

    @Test
    void whatIsPendingCanBeForgotten() {
        for (int round = 0; round < 40; round++) {
            serveAnother(ONE, 120);
            audit.work();
            audit.forgetPending();
        }
        assertThat(verdicts(121)).as("and leaves its place").isEmpty();
    }

    @Test
    void theShareIsTheOneAskedFor() {
        Random random = new Random(42);
        Audit tenth = new Audit(0.1, random::nextDouble, process.gate, process.invalidations, Guards.all());
        int chosen = 0;
        for (int i = 0; i < 10_000; i++) {
            chosen += tenth.chooses() ? 1 : 0;
        }
        assertThat(chosen).isBetween(900, 1100);
    }
}
