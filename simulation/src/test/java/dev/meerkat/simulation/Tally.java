package dev.meerkat.simulation;

import java.util.EnumMap;
import java.util.Map;

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

    Map<Fault, Integer> faults() {
        return Map.copyOf(faults);
    }

    Map<Incident, Integer> incidents() {
        return Map.copyOf(incidents);
    }

    @Override
    public String toString() {
        return faults + " " + incidents;
    }
}
