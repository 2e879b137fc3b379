package dev.meerkat.spec.operation;

import static dev.meerkat.spec.operation.Operation.write;

import dev.meerkat.spec.entity.Event;
import dev.meerkat.spec.entity.TestClient;
import dev.meerkat.spec.entity.TestSession;
import dev.meerkat.spec.format.Unsupported;
import dev.meerkat.spec.match.Mismatch;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.BsonDocument;

/** What the runner asserts of sessions. */
final class SessionAssertions {

    static final Map<String, Operation<Object>> TABLE = Map.of(
            "assertSessionTransactionState",
            write((t, a, s) -> state(session(a, s), a.text("state"))),
            "assertSessionPinned",
            write((t, a, s) -> require(session(a, s).session().getPinnedServerAddress() != null, "is not pinned")),
            "assertSessionUnpinned",
            write((t, a, s) -> require(session(a, s).session().getPinnedServerAddress() == null, "is pinned")),
            "assertSessionDirty",
            write((t, a, s) ->
                    require(session(a, s).session().getServerSession().isMarkedDirty(), "is not dirty")),
            "assertSessionNotDirty",
            write((t, a, s) ->
                    require(!session(a, s).session().getServerSession().isMarkedDirty(), "is dirty")),
            "assertSameLsidOnLastTwoCommands",
            write((t, a, s) -> sameId(true, a, s)),
            "assertDifferentLsidOnLastTwoCommands",
            write((t, a, s) -> sameId(false, a, s)));

    private SessionAssertions() {}

    private static TestSession session(Arguments a, Scene scene) {
        return scene.entities().get(a.text("session"), TestSession.class);
    }

    private static Answer require(boolean holds, String otherwise) {
        if (!holds) {
            throw new Mismatch("The session " + otherwise);
        }
        return Answer.NONE;
    }

    /** The driver tells no more than whether a transaction is going on. */
    private static Answer state(TestSession session, String state) {
        boolean active = switch (state) {
            case "starting", "in_progress" -> true;
            case "none", "committed", "aborted" -> false;
            default -> throw new Unsupported("runner doesn't know state " + state + " of transactions");
        };
        return require(session.session().hasActiveTransaction() == active, "is not in state " + state);
    }

    /**
     * Behind a wrapped client there are sessions of the cache's own: then only commands in the case's own sessions count,
     * and nothing is said where these are fewer than two.
     */
    private static Answer sameId(boolean wanted, Arguments a, Scene scene) {
        List<Event> commands =
                scene.entities().get(a.text("client"), TestClient.class).log().events("commandStartedEvent");
        if (scene.isWrapped()) {
            Set<BsonDocument> own =
                    scene.entities().all(TestSession.class).map(TestSession::id).collect(Collectors.toSet());
            commands =
                    commands.stream().filter(event -> own.contains(id(event))).toList();
            if (commands.size() < 2) {
                return Answer.NONE;
            }
        }
        if (commands.size() < 2) {
            throw new Mismatch("There were fewer than two commands");
        }
        BsonDocument last = id(commands.get(commands.size() - 1));
        BsonDocument before = id(commands.get(commands.size() - 2));
        return require(last.equals(before) == wanted, "of the last two commands: " + before + " and " + last);
    }

    private static BsonDocument id(Event event) {
        return event.content().getDocument("command").getDocument("lsid", new BsonDocument());
    }
}
