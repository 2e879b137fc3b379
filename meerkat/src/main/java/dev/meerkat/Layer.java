package dev.meerkat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one source says: the builder's code, a file, or the environment. Not thread-safe.
 *
 * @param values of the process
 * @param collections by the name that the source gives them
 */
record Layer(SettingValues values, Map<String, SettingValues> collections) {

    Layer() {
        this(new SettingValues(), new LinkedHashMap<>());
    }

    /** What is said about one collection, to be added to. */
    SettingValues collection(String name) {
        return collections.computeIfAbsent(name, any -> new SettingValues());
    }

    /** This, and where it doesn't say, the other. */
    Layer over(Layer weaker) {
        Layer both = new Layer(values.over(weaker.values), new LinkedHashMap<>(weaker.collections));
        collections.forEach((name, mine) -> both.collections.merge(name, mine, (theirs, same) -> mine.over(theirs)));
        return both;
    }

    @Override
    public String toString() {
        return values + ", collections=" + collections;
    }

    /** Adds what is wrong with the values that the builder's code gave. */
    void check(List<String> faults) {
        values.check((name, fault) -> faults.add(name + " " + fault));
        collections.forEach((collection, its) -> {
            String subject = "collection(\"" + collection + "\")";
            String unnamed = CollectionName.fault(List.of(collection));
            if (unnamed != null) {
                faults.add(subject + " " + unnamed);
            }
            its.check((name, fault) -> faults.add(subject + "." + name + " " + fault));
        });
    }
}
