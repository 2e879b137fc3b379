package dev.meerkat.simulation;

import dev.meerkat.cache.Dependencies;
import dev.meerkat.cache.Namespace;
import dev.meerkat.cache.Narrowing;
import java.util.List;

/** What a result depends on where it is known which fields its query looks at; or what a mutant takes it to depend on. */
final class Narrowed {

    private static final List<String> LOOKED_AT = List.of(Fields.V);

    private final World world;
    private final Target target;

    Narrowed(World world, Target target) {
        this.world = world;
        this.target = target;
    }

    /** @param shared whether it comes from the shared tier */
    Dependencies of(byte[] documents, boolean shared) {
        if (!target.isNarrow()) {
            return target.dependencies();
        }
        Namespace namespace = Catalog.namespace(target.namespaces().get(0));
        List<String> fields = world.has(Flaw.RESULT_WITHOUT_FIELDS) ? List.of() : LOOKED_AT;
        boolean without =
                world.has(Flaw.RESULT_WITHOUT_DOCUMENTS) || (shared && world.has(Flaw.SHARED_RESULT_WITHOUT_DOCUMENTS));
        Narrowing narrowing = target.givesDocuments() && !without
                ? Narrowing.ofDocuments(namespace, fields)
                : Narrowing.ofFields(namespace, fields);
        return narrowing.of(target.dependencies(), documents);
    }
}
