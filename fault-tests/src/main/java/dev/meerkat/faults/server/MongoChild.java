package dev.meerkat.faults.server;

import dev.meerkat.embedded.EmbeddedMongo;
import dev.meerkat.embedded.MongoControl;
import dev.meerkat.faults.child.Lines;
import org.bson.Document;

/** The child that is an embedded MongoDB. */
public final class MongoChild implements Lines.Work {

    private final EmbeddedMongo mongo = EmbeddedMongo.start();

    private MongoChild() {}

    /** Runs until told to stop. */
    public static void main(String[] arguments) {
        Lines.work(settings -> new MongoChild());
    }

    @Override
    public Document answer(String what, Document details) {
        MongoControl control = mongo.control();
        switch (what) {
            case "uri" -> {
                return new Document("uri", mongo.uri());
            }
            case "trimHistory" -> control.trimHistory();
            case "killCursors" -> control.killCursors();
            case "dropConnections" -> control.dropConnections();
            case "pause" -> control.pause();
            case "resume" -> control.resume();
            case "pauseStreams" -> control.pauseStreams();
            case "resumeStreams" -> control.resumeStreams();
            default -> throw new IllegalArgumentException("not an order: " + what);
        }
        return new Document();
    }

    @Override
    public void close() {
        mongo.close();
    }
}
