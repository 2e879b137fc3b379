package dev.meerkat.examples.manual;

import dev.meerkat.examples.manual.WrappingARepositoryTest.UserRepository;
import java.lang.invoke.MethodHandles;
import org.junit.jupiter.api.Test;

/** Named modules, open and closed, are in {@code dev.meerkat.repository.ModuleTest}. */
class ModulesPageTest extends ManualTest {

    @Test
    void aLookupOpensTheModuleItIsFrom() {
        // tag::lookup[]
        UserRepository users = meerkat.wrap(new UserRepository(mongoClient), MethodHandles.lookup());
        // end::lookup[]
        isCached(() -> users.findById(1));
    }
}
