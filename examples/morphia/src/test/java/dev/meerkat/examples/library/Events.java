package dev.meerkat.examples.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Methods and listeners that Morphia calls when an entity is written or read. */
interface Events extends InEachMode {

    private Loan lent() {
        return library().lending().lend("war", "ada", LocalDate.of(2026, 11, 22));
    }

    private List<Loan> loans() {
        return read(() -> library().lending().of("ada"));
    }

    @Test
    default void aLoanFallsDueWhenItIsWritten() {
        assertThat(lent().due()).isEqualTo(LocalDate.of(2026, 12, 20));
        assertThat(loans()).extracting(Loan::due).containsExactly(LocalDate.of(2026, 12, 20));
    }

    @Test
    default void aLoanComesWithItsMemberAndItsItem() {
        lent();
        assertThat(loans()).extracting(loan -> loan.member().email()).containsExactly("ada@example.org");
        assertThat(loans()).extracting(Loan::item).hasOnlyElementsOfType(Book.class);
    }

    @Test
    default void eachObjectThatIsReadHearsOfIt() {
        assertThat(lent().isLoaded()).isFalse();
        assertThat(loans()).allMatch(Loan::isLoaded);
    }

    @Test
    default void theListenerHearsOfEachWrite() {
        int before = Journal.written();
        lent();
        assertThat(Journal.written()).isEqualTo(before + 1);
    }

    @Test
    default void theListenerHearsOfEachRead() {
        lent();
        loans();
        int before = Journal.read();
        library().lending().of("ada");
        assertThat(Journal.read()).isEqualTo(before + 1);
    }
}
