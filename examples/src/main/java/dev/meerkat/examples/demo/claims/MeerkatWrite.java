package dev.meerkat.examples.demo.claims;

import dev.meerkat.examples.demo.group.MemberProcess;
import dev.meerkat.examples.demo.stage.Stage;
import java.util.List;

/** A write through Meerkat in one process takes the old value from the caches of all. */
public final class MeerkatWrite implements Claim {

    private final Stage stage;

    /** Among the stage's processes. */
    public MeerkatWrite(Stage stage) {
        this.stage = stage;
    }

    @Override
    public String title() {
        return "a write through Meerkat in another process";
    }

    @Override
    public Verdict check() {
        Rename rename = new Rename(stage, "ES", "Hispania");
        List<MemberProcess> members = stage.group().members();
        MemberProcess writer = members.get(members.size() - 1);
        int before = rename.hitsBefore();
        rename.writeThrough(writer);
        int after = rename.hitsAfter();
        var took = rename.sinceWrite();
        return Verdict.of(
                before == members.size() && after == members.size(),
                "Write through Meerkat in " + writer + ": " + rename.text(before, after) + " (" + took.toMillis()
                        + " ms)",
                rename.figures(before, after, took));
    }
}
