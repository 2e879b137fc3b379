package dev.meerkat.cache;

import dev.meerkat.cache.spi.Loader;
import dev.meerkat.cache.spi.Loader.Loaded;
import dev.meerkat.cache.spi.PortException;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which documents a result is made of, where the read's last result would still be valid if that had been known: a sum
 * over a user's orders then survives the update of another user's. A result that has them in it tells by itself. Thread-safe.
 *
 * <p>MongoDB is asked in a read of its own, beside the one that gives the result, so only where it is worth it: where what
 * chooses the documents has not changed since the last result, but something else has. The same {@link Disturbances.Watch}
 * is over both reads: where nothing changed between the version and the later reply, both are of one moment.
 *
 * <p>Once an answer is known to be undisturbed it is good for the next results too, as long as nothing has changed that
 * chooses the documents since the version of the answer. So such a result has two versions: its own, and {@link
 * Inputs#asof}, which counts for what chooses. It doesn't matter whether its read is disturbed.
 *
 * <p>Where the result's own read has been disturbed already, the question is asked for the {@link Later} ones alone, at a
 * version and under a watch of its own. That is a short read: where there are many writes it may be let alone when two reads
 * never are.
 */
final class InputReads {

    /** So often in a row it is asked for later results at most, where it is disturbed each time. */
    static final int TRIES = 16;

    private final Invalidations invalidations;
    private final Rule rule;
    private final Disturbances disturbances;

    InputReads(Invalidations invalidations, Rule rule, Disturbances disturbances) {
        this.invalidations = invalidations;
        this.rule = rule;
        this.disturbances = disturbances;
    }

    /**
     * What was found out.
     *
     * @param inputs what the result is made of
     * @param later what later ones may be made of; null where nothing is known about that
     */
    record Found(Inputs inputs, @Nullable Later later) {}

    /**
     * An answer to be relied on by later results, once nothing can show any more that it was disturbed.
     *
     * @param watch is over the read that gave it
     * @param tries how many there were in a row, this one included
     */
    record Later(Inputs inputs, Disturbances.Watch watch, int tries) {

        boolean isSettled() {
            return watch.isOver() && !watch.isDisturbed();
        }
    }

    private static final Found NOTHING = new Found(Inputs.NOT_ASKED, null);

    /**
     * What the result is made of, as far as it is worth knowing and can be had.
     *
     * @param before the read's last result, which is not valid any more
     * @param read watches since before the result was read
     */
    Found of(ReadRequest request, Loader loader, long asof, @Nullable Entry before, Disturbances.Watch read) {
        Dependencies choosing = before == null ? null : request.selection();
        if (before == null || choosing == null) {
            return NOTHING;
        }
        Inputs known = before.inputs();
        if (known.tooMany()) {
            return new Found(known, null);
        }
        Inputs settled = before.settledInputs(request.showsInputs());
        byte[] ids = settled == null ? null : settled.ids();
        if (settled != null && ids != null && !isChanged(choosing, settled.asof())) {
            return new Found(Inputs.of(ids, settled.asof()), null);
        }
        if (request.showsInputs()) {
            return NOTHING;
        }
        Later awaited = before.later();
        boolean worthIt = known.ids() != null
                || awaited != null
                || (isChanged(before.dependencies(), before.asof()) && !isChanged(choosing, before.asof()));
        if (!worthIt) {
            return NOTHING;
        }
        if (read.isQuiet()) { // else any change lets go of the result, whatever it is made of
            return new Found(ask(loader, asof), null);
        }
        boolean stale = awaited != null && isChanged(choosing, awaited.inputs().asof());
        return isChanged(choosing, before.asof()) ? NOTHING : forLater(request, loader, stale ? null : awaited);
    }

    private Found forLater(ReadRequest request, Loader loader, @Nullable Later awaited) {
        int tries = awaited == null ? 0 : awaited.tries();
        if (awaited != null && (tries >= TRIES || !awaited.watch().isDisturbed())) {
            return new Found(Inputs.NOT_ASKED, awaited);
        }
        long asof = rule.asofNow(request.dependencies(), request.freshness());
        Disturbances.Watch watch = disturbances.begin(request.dependencies(), asof);
        if (watch == null) {
            return NOTHING;
        }
        Inputs answer = ask(loader, asof);
        if (answer.ids() == null) {
            watch.end();
            return new Found(answer, null);
        }
        watch.until(answer.upTo());
        return new Found(Inputs.NOT_ASKED, new Later(answer, watch, tries + 1));
    }

    private static Inputs ask(Loader loader, long asof) {
        try {
            return loader.loadInputs(asof, Inputs.MOST) instanceof Loaded.Complete answer
                    ? new Inputs(answer.documents(), false, asof, answer.operationTime())
                    : Inputs.TOO_MANY;
        } catch (PortException e) {
            return Inputs.NOT_ASKED; // the result is as good without
        }
    }

    private boolean isChanged(Dependencies dependencies, long since) {
        return ClusterTime.isAfter(invalidations.latest(dependencies), since);
    }
}
