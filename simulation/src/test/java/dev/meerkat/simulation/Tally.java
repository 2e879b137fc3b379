package dev.meerkat.simulation;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Counts the faults that struck and the incidents that they led to. */
final class Tally {

    private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
    private final Map<Incident, Integer> incidents = new EnumMap<>(Incident.class);

    void count(Fault fault) {
        faults.merge(fault, 1, Integer::sum);
    }

    void count(Incident incident) {
        incidents.merge(incident, 1, Integer::sum);
    }

    void add(Tally other) {
        other.faults.forEach((fault, times) -> faults.merge(fault, times, Integer::sum));
        other.incidents.forEach((incident, times) -> incidents.merge(incident, times, Integer::sum));
    }

    int of(Fault fault) {
        return faults.getOrDefault(fault, 0);
    }

    int of(Incident incident) {
        return incidents.getOrDefault(incident, 0);
    }

    /** One line each, those that never happened included. */
    String table() {
        return Stream.concat(
                        Stream.of(Fault.values()).map(fault -> line("fault", fault, of(fault))),
                        Stream.of(Incident.values()).map(incident -> line("incident", incident, of(incident))))
                .collect(Collectors.joining("\n"));
    }

    private static String line(String kind, Enum<?> what, int times) {
        return String.format("%-8s  %-32s %9d", kind, what, times);
    }

    @Override
    public String toString() {
        return faults + " " + incidents;
    }
}
