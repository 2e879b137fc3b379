package dev.meerkat;

import dev.meerkat.cache.Namespace;
import dev.meerkat.proxy.CollectionSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How each collection is cached. A rule for one database says it setting by setting before the rule for every database.
 * Immutable.
 */
final class CollectionRules {

    private final Map<Namespace, CollectionSettings> inOneDatabase = new HashMap<>();
    private final Map<String, CollectionSettings> inEveryDatabase = new HashMap<>();

    /**
     * @param rules by the names that people gave
     * @param off the names of collections that are off, whatever the rules say
     */
    CollectionRules(Map<String, SettingValues> rules, List<String> off) {
        Map<CollectionName, SettingValues> named = new HashMap<>();
        rules.forEach((name, values) ->
                named.merge(CollectionName.parse(name), values, (first, second) -> second.over(first)));
        for (String name : off) {
            SettingValues switchedOff = new SettingValues().put(Settings.OFF, true);
            named.merge(CollectionName.parse(name), switchedOff, (values, same) -> switchedOff.over(values));
        }
        SettingValues none = new SettingValues();
        named.forEach((name, values) -> {
            CollectionName everywhere = new CollectionName(null, name.collection());
            if (name.database() == null) {
                inEveryDatabase.put(name.collection(), settings(values));
            } else {
                inOneDatabase.put(
                        new Namespace(name.database(), name.collection()),
                        settings(values.over(named.getOrDefault(everywhere, none))));
            }
        });
    }

    private static CollectionSettings settings(SettingValues values) {
        Integer resultBytes = values.said(Settings.COLLECTION_RESULT_BYTES);
        Long nearBytes = values.said(Settings.COLLECTION_NEAR_BYTES);
        return new CollectionSettings(
                values.get(Settings.OFF),
                values.said(Settings.TTL),
                resultBytes == null ? 0 : resultBytes,
                nearBytes == null ? 0 : nearBytes);
    }

    /** Gives the same object each time. */
    CollectionSettings of(Namespace namespace) {
        CollectionSettings its = inOneDatabase.get(namespace);
        return its != null ? its : inEveryDatabase.getOrDefault(namespace.collection(), CollectionSettings.DEFAULT);
    }
}
