package dev.meerkat.spring;

import dev.meerkat.KnownSetting;
import dev.meerkat.Meerkat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * The properties {@code meerkat.*} as Meerkat's settings: {@code meerkat.max-staleness} is {@code maxStaleness}. Which of
 * several sources holds, and in which spellings, is Spring's to say. What is unknown is handed on, for Meerkat to refuse; but
 * not where it is a variable of the environment's, since orchestrators make such of a service's name.
 */
final class MeerkatProperties {

    static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("meerkat");

    private static final String COLLECTIONS = "collections";
    private static final Bindable<Map<String, Map<String, String>>> BLOCKS = collections();
    private static final Pattern DASHED = Pattern.compile("-([a-z0-9])");

    private MeerkatProperties() {}

    static Map<String, Object> of(Environment environment) {
        Map<String, Object> settings = new LinkedHashMap<>();
        Binder binder = Binder.get(environment);
        for (KnownSetting setting : Meerkat.settings()) {
            text(binder, PREFIX.append(dashed(setting.name()))).ifPresent(text -> settings.put(setting.name(), text));
        }
        Map<String, Map<String, String>> blocks = new TreeMap<>();
        binder.bind(PREFIX.append(COLLECTIONS), BLOCKS)
                .ifBound(bound -> bound.forEach((name, block) -> {
                    Map<String, String> camelCase = new TreeMap<>();
                    block.forEach((key, text) -> camelCase.put(inCollection(key), text));
                    blocks.put(name, camelCase);
                }));
        if (!blocks.isEmpty()) {
            settings.put(COLLECTIONS, blocks);
        }
        addUnknown(environment, settings);
        return settings;
    }

    /** A property's value, or the values of its list with commas between. */
    private static Optional<String> text(Binder binder, ConfigurationPropertyName name) {
        return Optional.ofNullable(binder.bind(name, Bindable.of(String.class)).orElse(null))
                .or(() -> Optional.ofNullable(
                                binder.bind(name, Bindable.listOf(String.class)).orElse(null))
                        .map(texts -> String.join(",", texts)))
                .filter(text -> !text.isBlank());
    }

    private static void addUnknown(Environment environment, Map<String, Object> settings) {
        List<String> known =
                Meerkat.settings().stream().map(setting -> bare(setting.name())).toList();
        ConfigurationPropertySources.get(environment).forEach(source -> {
            if (source instanceof IterableConfigurationPropertySource names
                    && !isEnvironment(source.getUnderlyingSource())) {
                names.stream()
                        .filter(name -> PREFIX.isAncestorOf(name))
                        .map(name -> name.getElement(1, ConfigurationPropertyName.Form.ORIGINAL))
                        .filter(name -> !name.equals(COLLECTIONS) && !known.contains(bare(name)))
                        .forEach(name -> settings.put(name, ""));
            }
        });
    }

    private static boolean isEnvironment(@Nullable Object underlying) {
        return underlying instanceof PropertySource<?> source
                && source.getName().endsWith(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
    }

    private static String bare(String name) {
        return name.replace("-", "").toLowerCase(Locale.ROOT);
    }

    static String dashed(String camelCase) {
        return camelCase.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** A setting of a collection. YAML 1.1 takes the word "off" for a flag, as a key too. */
    private static String inCollection(String key) {
        return key.equals("false")
                ? "off"
                : DASHED.matcher(key).replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
    }

    private static Bindable<Map<String, Map<String, String>>> collections() {
        ResolvableType block = ResolvableType.forClassWithGenerics(Map.class, String.class, String.class);
        return Bindable.of(
                ResolvableType.forClassWithGenerics(Map.class, ResolvableType.forClass(String.class), block));
    }
}
