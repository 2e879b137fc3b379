package dev.meerkat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settings from environment variables. Empty ones count as not set. Unknown ones that begin like ours are warned of, not
 * refused: an orchestrator may well have made them of a service's name.
 */
final class Environment {

    static final String PREFIX = "MEERKAT_";

    private static final Logger LOG = LoggerFactory.getLogger(Environment.class);

    private Environment() {}

    /**
     * Reads the variables.
     *
     * @param heeded the settings to look for
     */
    static Layer read(Map<String, String> variables, List<Setting<?>> heeded, SettingReader reader) {
        Layer layer = new Layer();
        for (Setting<?> setting : heeded) {
            String text = variables.getOrDefault(setting.variable(), "");
            if (!text.isBlank()) {
                reader.read(setting, text, "environment variable " + setting.variable(), layer.values());
            }
        }
        return layer;
    }

    /** Warns of variables that look like ours and are not. */
    static void warnOfUnknown(Map<String, String> variables) {
        List<String> known = Settings.OF_PROCESS.stream().map(Setting::variable).toList();
        Stream<String> unknown =
                variables.keySet().stream().filter(name -> name.startsWith(PREFIX) && !known.contains(name));
        unknown.sorted()
                .forEach(name -> LOG.warn(
                        "The environment variable {} is none of Meerkat's{}",
                        name,
                        SettingReader.didYouMean(name, known)));
    }
}
