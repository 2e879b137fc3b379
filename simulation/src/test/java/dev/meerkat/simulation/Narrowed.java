package dev.meerkat.simulation;

import dev.meerkat.cache.Dependencies;
import dev.meerkat.cache.Namespace;
import dev.meerkat.cache.Narrowing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a result depends on where it is known which fields its query looks at; or what a mutant takes it to depend on. */
final class Narrowed {

    private static final byte[] NONE = {};

    private final World world;
    private final Target target;

    Narrowed(World world, Target target) {
        this.world = world;
        this.target = target;
    }

    /** @param shared whether it comes from the shared tier */
    Dependencies of(byte[] documents, byte @Nullable [] inputs, boolean shared) {
        if (!target.isNarrow()) {
            return target.dependencies();
        }
        boolean without =
                world.has(Flaw.RESULT_WITHOUT_DOCUMENTS) || (shared && world.has(Flaw.SHARED_RESULT_WITHOUT_DOCUMENTS));
        byte[] madeOf = inputs != null && world.has(Flaw.RESULT_WITHOUT_INPUTS) ? NONE : inputs;
        return narrowing(without).of(target.dependencies(), documents, madeOf);
    }

    @Nullable
    Dependencies selection() {
        return target.isNarrow() ? narrowing(false).selection() : null;
    }

    private Narrowing narrowing(boolean withoutDocuments) {
        Namespace namespace = Catalog.namespace(target.namespaces().get(0));
        if (target.kind() == Target.Kind.SUM_OF_SOME) {
            return Narrowing.ofChosen(namespace, fields(Fields.V), fields(Fields.V, Fields.W));
        }
        return target.givesDocuments() && !withoutDocuments
                ? Narrowing.ofFirstDocuments(namespace, fields(Fields.V))
                : Narrowing.ofFields(namespace, fields(Fields.V));
    }

    private List<String> fields(String... lookedAt) {
        return world.has(Flaw.RESULT_WITHOUT_FIELDS) ? List.of() : List.of(lookedAt);
    }
}
