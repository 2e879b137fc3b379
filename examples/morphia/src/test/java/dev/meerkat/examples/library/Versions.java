package dev.meerkat.examples.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.morphia.VersionMismatchException;
import org.junit.jupiter.api.Test;

/** Optimistic locking. */
interface Versions extends InEachMode {

    @Test
    default void theVersionRisesWithEachChange() {
        Item war = readItem("war");
        long version = war.version();
        war.rename("Peace");
        datastore().save(war);
        war.rename("War and Peace");
        datastore().save(war);
        assertThat(readItem("war").version()).isEqualTo(version + 2);
    }

    private void saveTheOlderOfTwo() {
        Item mine = readItem("war");
        Item yours = readItem("war");
        yours.rename("Yours");
        datastore().save(yours);
        mine.rename("Mine");
        assertThatThrownBy(() -> datastore().save(mine)).isInstanceOf(VersionMismatchException.class);
    }

    @Test
    default void anOlderVersionIsRefused() {
        saveTheOlderOfTwo();
        assertThat(readItem("war").title()).isEqualTo("Yours");
    }

    @Test
    default void whoReadsAgainMaySave() {
        saveTheOlderOfTwo();
        Item again = readItem("war");
        again.rename("Ours");
        datastore().save(again);
        assertThat(readItem("war").title()).isEqualTo("Ours");
    }
}
