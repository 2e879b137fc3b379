package dev.meerkat.faults.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The names of the files of histories. */
final class HistoryFiles {

    private static final String READS = ".reads";
    private static final String WRITES = ".writes";

    private HistoryFiles() {}

    /** What a process read, and what failed. */
    static Path reads(Path folder, int process) {
        return folder.resolve(process + READS);
    }

    /** What a process wrote. A process's first file: where it has the other, it has this. */
    static Path writes(Path folder, int process) {
        return folder.resolve(process + WRITES);
    }

    /** The processes that have both files, in order. */
    static List<Integer> processes(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(READS))
                    .map(name -> Integer.valueOf(name.substring(0, name.length() - READS.length())))
                    .sorted()
                    .toList();
        }
    }
}
