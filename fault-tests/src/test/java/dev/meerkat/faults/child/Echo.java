package dev.meerkat.faults.child;

import org.bson.Document;

/** A child that repeats what it is told, or fails. */
final class Echo implements Lines.Work {

    private final Document settings;

    private Echo(Document settings) {
        if (settings.containsKey("refuse")) {
            throw new IllegalArgumentException("refused");
        }
        this.settings = settings;
    }

    public static void main(String[] arguments) {
        Lines.work(Echo::new);
    }

    @Override
    public Document answer(String what, Document details) {
        if (what.equals("fail")) {
            throw new IllegalStateException("as told");
        }
        return new Document("heard", what)
                .append("settings", settings)
                .append("pid", ProcessHandle.current().pid());
    }

    @Override
    public void close() {}
}
