package dev.meerkat.examples.demo.claims;

import dev.meerkat.examples.demo.stage.Stage;

/** A write by a plain driver, which knows nothing of Meerkat, takes the old value from the caches of all processes. */
public final class PlainWrite implements Claim {

    private final Stage stage;

    /** Among the stage's processes. */
    public PlainWrite(Stage stage) {
        this.stage = stage;
    }

    @Override
    public String title() {
        return "a write by a plain driver";
    }

    @Override
    public Verdict check() {
        Rename rename = new Rename(stage, "IE", "Hibernia");
        int members = stage.group().members().size();
        int before = rename.hitsBefore();
        rename.writePlainly();
        int after = rename.hitsAfter();
        var took = rename.sinceWrite();
        return Verdict.of(
                before == members && after == members,
                "Write by a plain driver: " + rename.text(before, after) + " (" + took.toMillis() + " ms)",
                rename.figures(before, after, took));
    }
}
