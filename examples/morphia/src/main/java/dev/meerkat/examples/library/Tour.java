package dev.meerkat.examples.library;

import static dev.morphia.query.filters.Filters.eq;
import static dev.morphia.query.updates.UpdateOperators.set;

import dev.morphia.Datastore;
import dev.morphia.UpdateOptions;
import java.io.PrintStream;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Uses the library and prints what is sent to MongoDB for it. */
final class Tour {

    private final Library library;
    private final SentCommands sent;
    private final PrintStream out;

    Tour(Library library, SentCommands sent, PrintStream out) {
        this.library = library;
        this.sent = sent;
        this.out = out;
    }

    /** Loads the classes, so that the first line's time is not theirs. */
    void warmUp() {
        for (int times = 0; times < 20; times++) {
            frankenstein();
            library.catalogue().tags();
            library.catalogue().page(1, 2);
        }
    }

    /**
     * Shows everything.
     *
     * @param stranger a datastore that knows of no cache
     */
    void show(Datastore stranger) {
        out.println("A library with Morphia, on a client that Meerkat has wrapped.");
        out.println("What it does is on the left; what is sent to MongoDB for that is in the middle.");
        out.println();
        twice("a book and its author", this::frankenstein);
        twice("all tags, counted", () -> library.catalogue().tags());
        twice("a page by title", () -> titles(library.catalogue().page(1, 2)));
        out.println();
        step("ada borrows the book", () -> {
            library.lending().lend("frankenstein", "ada", LocalDate.now(ZoneOffset.UTC));
            return "in a transaction";
        });
        twice("the book", this::frankenstein);
        step("is one here? (@NoCache)", () -> library.catalogue().isHere("frankenstein") ? "yes" : "no");
        out.println();
        long millis = rename(stranger);
        out.println("Somebody who knows of no cache gives it another title: seen after " + millis + " ms.");
        step("the book", this::frankenstein);
    }

    private long rename(Datastore stranger) {
        String title = "The Modern Prometheus";
        long begun = System.nanoTime();
        stranger.find(Item.class).filter(eq("_id", "frankenstein")).update(new UpdateOptions(), set("title", title));
        until(() ->
                library.catalogue().byId("frankenstein").orElseThrow().title().equals(title));
        return (System.nanoTime() - begun) / 1_000_000;
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
        step("  again", read);
    }

    private void step(String what, Supplier<?> action) {
        Object[] result = new Object[1];
        long begun = System.nanoTime();
        List<String> names = sent.during(() -> result[0] = action.get());
        double millis = (System.nanoTime() - begun) / 1e6;
        out.printf("%-25s%-31s%6.1f ms  %s%n", what, counted(names), millis, result[0]);
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

    /** Waits, half a minute at most. */
    static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("It took longer than half a minute: is this machine very busy?");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}
