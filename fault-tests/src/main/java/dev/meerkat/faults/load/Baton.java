package dev.meerkat.faults.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where each process leaves its latest causal token for the others: a file for each place. For one thread of a process. */
public final class Baton {

    private final Path folder;

    /** @param folder shared by the processes */
    public Baton(Path folder) {
        this.folder = folder;
    }

    /**
     * A token, and what was seen before it.
     *
     * @param numbers of each process's document, by its place
     */
    record Seen(String token, long[] numbers) {}

    /** What was left in a place last, or null. */
    @Nullable
    Seen take(int place) {
        try {
            List<String> lines = Files.readAllLines(file(place));
            long[] numbers = lines.stream().skip(1).mapToLong(Long::parseLong).toArray();
            return new Seen(lines.get(0), numbers);
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves it in this place. */
    void hand(int place, Seen seen) {
        StringBuilder text = new StringBuilder(seen.token()).append('\n');
        for (long number : seen.numbers()) {
            text.append(number).append('\n');
        }
        try {
            Path next = Files.writeString(folder.resolve("next-" + place), text);
            Files.move(next, file(place), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(int place) {
        return folder.resolve("token-" + place);
    }
}
