package dev.meerkat.examples.library;

import static dev.morphia.query.filters.Filters.eq;
import static dev.morphia.query.updates.UpdateOperators.inc;
import static dev.morphia.query.updates.UpdateOperators.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.morphia.Datastore;
import dev.morphia.UpdateOptions;
import dev.morphia.transactions.MorphiaSession;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What is read in a transaction, and what others see of it when. */
interface Transactions extends InEachMode {

    LocalDate TODAY = LocalDate.of(2026, 11, 22);

    private int copies() {
        return readItem("frankenstein").copies();
    }

    private List<String> atHome() {
        return read(() -> library().lending().of("ada").stream()
                .map(loan -> loan.item().title())
                .toList());
    }

    private static int copies(Datastore datastore) {
        return Objects.requireNonNull(datastore
                        .find(Item.class)
                        .filter(eq("_id", "frankenstein"))
                        .first())
                .copies();
    }

    private static void buy(Datastore datastore, int number) {
        datastore.find(Item.class).filter(eq("_id", "frankenstein")).update(new UpdateOptions(), inc("copies", number));
    }

    @Test
    default void whatIsCommittedIsSeenAtOnce() {
        assertThat(copies()).isEqualTo(2);
        assertThat(atHome()).isEmpty();
        library().lending().lend("frankenstein", "ada", TODAY);
        assertThat(copies()).isEqualTo(1);
        assertThat(atHome()).containsExactly("Frankenstein");
    }

    @Test
    default void whatIsGivenBackIsHereAgain() {
        Loan loan = library().lending().lend("frankenstein", "ada", TODAY);
        assertThat(copies()).isEqualTo(1);
        library().lending().giveBack(loan);
        assertThat(copies()).isEqualTo(2);
        assertThat(atHome()).isEmpty();
    }

    @Test
    default void whatIsRolledBackIsNeverSeen() {
        library().lending().lend("machine", "bob", TODAY);
        Member before = read(() -> ada(datastore()));
        assertThatThrownBy(() -> library().lending().lend("machine", "ada", TODAY))
                .hasMessage("ada can't have machine");
        assertThat(read(() -> ada(datastore())).loans()).isEqualTo(before.loans());
        assertThat(atHome()).isEmpty();
    }

    private static Member ada(Datastore datastore) {
        return Objects.requireNonNull(
                datastore.find(Member.class).filter(eq("_id", "ada")).first());
    }

    @Test
    default void aTransactionSeesItsOwnWritesAndOthersDoNot() {
        assertThat(copies()).isEqualTo(2);
        try (MorphiaSession session = datastore().startSession()) {
            session.startTransaction();
            buy(session, 5);
            assertThat(copies(session)).isEqualTo(7);
            assertThat(CompletableFuture.supplyAsync(this::copies).join()).isEqualTo(2);
            session.commitTransaction();
        }
        assertThat(copies()).isEqualTo(7);
    }

    @Test
    default void nothingThatATransactionHasReadIsLeftInTheCache() {
        try (MorphiaSession session = datastore().startSession()) {
            session.startTransaction();
            buy(session, 98);
            assertThat(copies(session)).isEqualTo(100);
            session.abortTransaction();
        }
        assertThat(copies()).isEqualTo(2);
    }

    @Test
    default void aTransactionReadsThePastThatItBeganWith() {
        assertThat(copies()).isEqualTo(2);
        try (MorphiaSession session = datastore().startSession()) {
            session.startTransaction();
            assertThat(copies(session)).isEqualTo(2);
            CompletableFuture.runAsync(() -> buy(datastore(), 1)).join();
            assertThat(copies(session)).isEqualTo(2);
            assertThat(copies()).isEqualTo(3);
            session.abortTransaction();
        }
    }

    @Test
    default void severalCollectionsChangeTogether() {
        assertThat(copies()).isEqualTo(2);
        datastore().withTransaction(session -> {
            buy(session, 1);
            session.find(Author.class)
                    .filter(eq("_id", "shelley"))
                    .update(new UpdateOptions(), set("name", "Mary Godwin"));
            return session.save(new Film("alien", "Alien", 1979, 1, new Shelf("films", 3), 117, null));
        });
        Book frankenstein = (Book) readItem("frankenstein");
        assertThat(frankenstein.copies()).isEqualTo(3);
        assertThat(frankenstein.authors()).extracting(Author::name).containsExactly("Mary Godwin");
        assertThat(readItem("alien").year()).isEqualTo(1979);
    }
}
