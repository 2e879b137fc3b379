package dev.meerkat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Settings from a YAML or JSON file, or from what somebody else has read of one: keys as the settings are called, and {@code collections} with a block for each
 * collection. A key that is not known is a fault: it would be a setting that silently does nothing.
 */
final class ConfigurationFile {

    private static final String COLLECTIONS = "collections";

    private final String source;
    private final SettingReader reader;
    private final Layer layer = new Layer();

    private ConfigurationFile(String source, SettingReader reader) {
        this.source = source;
        this.reader = reader;
    }

    static Layer read(Path path, SettingReader reader) {
        ConfigurationFile file = new ConfigurationFile(String.valueOf(path.getFileName()), reader);
        JsonNode root = parse(path, reader);
        if (root != null
                && !root.isMissingNode()
                && !root.isNull()
                && file.isBlock(root, "the configuration file " + path)) {
            file.readProcess(root);
        }
        return file.layer;
    }

    /** Of settings that have been read already; the source follows "in". */
    static Layer of(Map<String, ?> settings, String source, SettingReader reader) {
        ConfigurationFile file = new ConfigurationFile(source, reader);
        file.readProcess(JsonMapper.shared().valueToTree(settings));
        return file.layer;
    }

    /** The content, or null and a fault. Of a parser's error only the place is told: its text may quote a password. */
    private static @Nullable JsonNode parse(Path path, SettingReader reader) {
        ObjectMapper mapper = mapper(path);
        if (mapper == null) {
            reader.add("the configuration file " + path + " must end in .yaml, .yml or .json");
            return null;
        }
        try {
            return mapper.readTree(Files.readString(path));
        } catch (NoSuchFileException e) {
            reader.add("the configuration file " + path.toAbsolutePath() + " doesn't exist");
        } catch (IOException e) {
            reader.add("the configuration file " + path.toAbsolutePath() + " can't be read: " + e);
        } catch (JacksonException e) {
            reader.add("the configuration file " + path + " can't be read: line "
                    + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr()
                    + " breaks the format, or names a key twice");
        }
        return null;
    }

    private static @Nullable ObjectMapper mapper(Path path) {
        String name = path.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".json")) {
            return JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();
        }
        return name.endsWith(".yaml") || name.endsWith(".yml")
                ? YAMLMapper.builder()
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build()
                : null;
    }

    private void readProcess(JsonNode root) {
        for (Map.Entry<String, JsonNode> property : root.properties()) {
            if (property.getKey().equals(COLLECTIONS)) {
                readCollections(property.getValue());
            } else {
                readSetting(property, Settings.OF_PROCESS, "", layer.values());
            }
        }
    }

    private void readCollections(JsonNode collections) {
        if (!isBlock(collections, COLLECTIONS + in())) {
            return;
        }
        for (Map.Entry<String, JsonNode> collection : collections.properties()) {
            String name = collection.getKey();
            String within = COLLECTIONS + "." + name;
            String fault = CollectionName.fault(List.of(name));
            if (fault != null) {
                reader.add(within + in() + " " + fault);
            } else if (isBlock(collection.getValue(), within + in())) {
                collection
                        .getValue()
                        .properties()
                        .forEach(property ->
                                readSetting(property, Settings.OF_COLLECTION, within + ".", layer.collection(name)));
            }
        }
    }

    private void readSetting(
            Map.Entry<String, JsonNode> property, List<Setting<?>> known, String within, SettingValues into) {
        String key = property.getKey();
        Setting<?> setting =
                known.stream().filter(any -> any.name().equals(key)).findFirst().orElse(null);
        if (setting == null) {
            reader.add(within + key + in() + " is not known" + SettingReader.didYouMean(key, names(known, within)));
            return;
        }
        String text = text(property.getValue());
        if (text == null) {
            reader.add(within + key + in() + " must have a value of its own: " + setting.kind());
        } else {
            reader.read(setting, text, within + key + in(), into);
        }
    }

    private static List<String> names(List<Setting<?>> known, String within) {
        Stream<String> names = known.stream().map(Setting::name);
        return (within.isEmpty() ? Stream.concat(names, Stream.of(COLLECTIONS)) : names).toList();
    }

    /** A value's text, the texts of a list with commas between, or null where there is neither. */
    private static @Nullable String text(JsonNode value) {
        if (value.isArray() && value.valueStream().allMatch(JsonNode::isValueNode)) {
            return value.valueStream().map(JsonNode::asString).collect(Collectors.joining(","));
        }
        return value.isValueNode() && !value.isNull() ? value.asString() : null;
    }

    private boolean isBlock(JsonNode node, String subject) {
        if (!node.isObject()) {
            reader.add(subject + " must be a block of keys and values");
        }
        return node.isObject();
    }

    private String in() {
        return " in " + source;
    }
}
