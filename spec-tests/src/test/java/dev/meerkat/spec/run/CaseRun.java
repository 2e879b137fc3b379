package dev.meerkat.spec.run;

import com.mongodb.client.MongoClient;
import dev.meerkat.cache.CacheStatistics;
import dev.meerkat.spec.entity.Entities;
import dev.meerkat.spec.entity.EntityMaker;
import dev.meerkat.spec.entity.TestClient;
import dev.meerkat.spec.entity.TestSession;
import dev.meerkat.spec.format.SpecCase;
import dev.meerkat.spec.format.Unsupported;
import dev.meerkat.spec.match.EventMatcher;
import dev.meerkat.spec.match.Mismatch;
import dev.meerkat.spec.match.ValueMatcher;
import dev.meerkat.spec.operation.Operations;
import dev.meerkat.spec.operation.Scene;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonNull;

/** One case, run once on one lane. */
public final class CaseRun implements Scene {

    private static final String APP_NAME = "spec-case";

    private final Lane lane;
    private final SpecCase specCase;
    private final Entities entities = new Entities();
    private final ValueMatcher values = new ValueMatcher(entities);
    private final Expectations expectations = new Expectations(values);
    private final Stage stage;
    private final FailPoints failPoints;
    private final EntityMaker maker;
    private final SecondReads secondReads;
    private final Fingerprint fingerprint;
    private final List<String> observed = Collections.synchronizedList(new ArrayList<>());

    private CaseRun(Lane lane, SpecCase specCase) {
        this.lane = lane;
        this.specCase = specCase;
        this.stage = new Stage(lane.internal());
        this.failPoints = new FailPoints(lane.internal(), APP_NAME);
        this.maker = new EntityMaker(entities, lane.uri(), APP_NAME, lane::wrapped);
        this.secondReads = new SecondReads(lane);
        this.fingerprint = new Fingerprint(
                specCase.content().toJson() + specCase.file().content().toJson());
    }

    /** Runs it. */
    public static CaseResult run(Lane lane, SpecCase specCase) {
        return new CaseRun(lane, specCase).run();
    }

    private CaseResult run() {
        Throwable failure = null;
        try (entities;
                failPoints) {
            perform();
        } catch (Unsupported e) {
            return CaseResult.skipped(String.valueOf(e.getMessage()));
        } catch (Throwable e) {
            failure = e;
        }
        endTransactions();
        return new CaseResult(null, failure, List.copyOf(observed), secondReads.hits(), secondReads.bypasses());
    }

    private void perform() {
        if (!specCase.unknownParts().isEmpty()) {
            throw new Unsupported("runner doesn't know " + specCase.unknownParts());
        }
        prepare();
        specCase.entities().forEach(maker::make);
        specCase.operations().forEach(this::perform);
        for (BsonDocument expectation : specCase.expectedEvents()) {
            TestClient client = entities.get(expectation.getString("client").getValue(), TestClient.class);
            new EventMatcher(values, lane.isWrapped())
                    .match(expectation, client.log().events(), client.observed());
        }
        failPoints.close();
        entities.all(TestClient.class).forEach(TestClient::awaitUnanswered);
        specCase.outcome().forEach(outcome -> stage.require(outcome, values));
        List<BsonDocument> collections = new ArrayList<>(specCase.initialData());
        collections.addAll(specCase.outcome());
        collections.forEach(data -> observed.add("contents: " + fingerprint.ofAll(stage.contents(data))));
    }

    /** A transaction that the case has left open would hold up the next one. */
    private void endTransactions() {
        List<BsonDocument> ids =
                entities.all(TestSession.class).map(TestSession::id).toList();
        if (!ids.isEmpty()) {
            lane.internal().getDatabase("admin").runCommand(new BsonDocument("killSessions", new BsonArray(ids)));
        }
    }

    private void prepare() {
        specCase.initialData().forEach(data -> stage.set(data, entities));
        if (lane.mode() == Mode.COLD) {
            lane.meerkat().clear();
        }
        lane.changedOutside();
    }

    @Override
    public void perform(BsonDocument operation) {
        Operations.Call call = Operations.call(operation, this);
        boolean read = call.isRead();
        if (read) {
            lane.awaitChanges();
        }
        CacheStatistics begin = read && lane.mode() == Mode.HOT ? secondReads.begin() : null;
        Attempt first = read ? firstRead(call) : Attempt.of(call);
        if (operation.containsKey("ignoreResultAndError")
                && operation.getBoolean("ignoreResultAndError").getValue()) {
            return;
        }
        observe(operation, first);
        expectations.check(operation, first);
        if (begin != null) {
            again(operation, call, first, begin);
        }
        save(operation, first);
    }

    /**
     * Does a read. A fail point that is for some number of reads would be used up by those that fill the cache, which are
     * tried again as long as their time lasts, and after which the caller's own is done: such a read goes past the cache.
     */
    private Attempt firstRead(Operations.Call call) {
        return lane.isWrapped() && failPoints.countReads()
                ? lane.meerkat().withoutCache(() -> Attempt.of(call))
                : Attempt.of(call);
    }

    /** Does a read a second time. Under a fail point the first one counts. */
    private void again(BsonDocument operation, Operations.Call call, Attempt first, CacheStatistics begin) {
        if (failPoints.isActive()) {
            if (first.failure() == null) {
                Attempt.of(call);
            }
            return;
        }
        Object target = entities.get(operation.getString("object").getValue());
        Attempt second = secondReads.again(operation, target, call, begin);
        expectations.check(operation, second);
        if (!text(first).equals(text(second))) {
            throw new Mismatch("read twice, first " + text(first) + ", then " + text(second));
        }
    }

    private String text(Attempt attempt) {
        return attempt.failure() != null
                ? attempt.failure().summary()
                : attempt.answer() == null
                        ? ""
                        : fingerprint.of(attempt.answer().value());
    }

    private void observe(BsonDocument operation, Attempt attempt) {
        observed.add(operation.getString("name").getValue() + ": " + text(attempt));
    }

    private void save(BsonDocument operation, Attempt attempt) {
        if (operation.containsKey("saveResultAsEntity") && attempt.answer() != null) {
            Object entity = attempt.answer().entity() != null
                    ? attempt.answer().entity()
                    : attempt.answer().value() != null ? attempt.answer().value() : BsonNull.VALUE;
            entities.add(operation.getString("saveResultAsEntity").getValue(), entity);
        }
    }

    @Override
    public Entities entities() {
        return entities;
    }

    @Override
    public MongoClient internal() {
        return lane.internal();
    }

    @Override
    public boolean isWrapped() {
        return lane.isWrapped();
    }

    @Override
    public ValueMatcher values() {
        return values;
    }

    @Override
    public void create(BsonDocument entity) {
        maker.make(entity);
    }

    @Override
    public void failPoint(TestClient client, BsonDocument failPoint) {
        failPoints.set(client, failPoint);
    }
}
