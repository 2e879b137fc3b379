package dev.meerkat.examples.library;

import static dev.morphia.query.filters.Filters.eq;
import static dev.morphia.query.updates.UpdateOperators.set;

import dev.morphia.Datastore;
import dev.morphia.UpdateOptions;
import java.io.PrintStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Uses the library and shows what is sent to MongoDB for it. */
final class Tour {

    private final Library library;
    private final SentCommands sent;
    private final PrintStream out;

    Tour(Library library, SentCommands sent, PrintStream out) {
        this.library = library;
        this.sent = sent;
        this.out = out;
    }

    /**
     * Shows everything.
     *
     * @param stranger a datastore that knows of no cache
     */
    void show(Datastore stranger) {
        line("", "sent to MongoDB", "ms");
        twice("a book and its author", this::frankenstein);
        twice("all tags, counted", () -> library.catalogue().tags());
        twice("the second page", () -> titles(library.catalogue().page(1, 2)));
        out.println();
        step("ada borrows the book", () -> {
            library.lending().lend("frankenstein", "ada", LocalDate.of(2026, 11, 22));
            return "in a transaction";
        });
        twice("the same book", this::frankenstein);
        step("is one here? (@NoCache)", () -> library.catalogue().isHere("frankenstein") ? "yes" : "no");
        out.println();
        long before = System.nanoTime();
        stranger.find(Item.class)
                .filter(eq("_id", "frankenstein"))
                .update(new UpdateOptions(), set("title", "The Modern Prometheus"));
        until(() -> title().equals("The Modern Prometheus"));
        out.printf(
                "Somebody without Meerkat has changed its title: shown after %d ms.%n",
                (System.nanoTime() - before) / 1_000_000);
        twice("the same book", this::frankenstein);
    }

    private String title() {
        return library.catalogue().byId("frankenstein").orElseThrow().title();
    }

    private String frankenstein() {
        Book book = (Book) library.catalogue().byId("frankenstein").orElseThrow();
        return book.title() + ", by " + book.authors().get(0).name() + ", " + book.copies() + " here";
    }

    private static List<String> titles(List<Item> items) {
        return items.stream().map(Item::title).toList();
    }

    private void twice(String what, Supplier<?> read) {
        step(what, read);
        step("    again", read);
    }

    private void step(String what, Supplier<?> action) {
        Object[] result = new Object[1];
        long begun = System.nanoTime();
        List<String> names = sent.during(() -> result[0] = action.get());
        double millis = (System.nanoTime() - begun) / 1e6;
        line(what, counted(names), "%.1f".formatted(millis) + "   " + result[0]);
    }

    private static String counted(List<String> names) {
        Map<String, Long> counts =
                names.stream().collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
        return counts.isEmpty()
                ? "nothing"
                : counts.entrySet().stream()
                        .map(count -> count.getValue() + " " + count.getKey())
                        .collect(Collectors.joining(", "));
    }

    private void line(String what, String commands, String rest) {
        out.printf("%-26s %-30s %s%n", what, commands, rest);
    }

    static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("It took longer than 30 s");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}
