package io.livemarket.ops;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.Yaml;

/** The services' own defaults, as their YAML files have them. */
final class Settings {

    private Settings() {}

    /** Every property of a file on the class path, such as {@code chat-service.yml}, with its value as text. */
    static Map<String, String> of(String file) {
        try (InputStream input = Settings.class.getResourceAsStream("/" + file)) {
            Map<String, String> properties = new TreeMap<>();
            flatten("", new Yaml().load(input), properties);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void flatten(String name, Object value, Map<String, String> into) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, child) -> flatten(name.isEmpty() ? key.toString() : name + "." + key, child, into));
        } else {
            // Spring has an empty list as an empty text.
            into.put(name, value instanceof Collection<?> list && list.isEmpty() ? "" : String.valueOf(value));
        }
    }

    /** How many partitions a topic has unless it must have one. */
    static int partitions() {
        return Integer.parseInt(of("service-kit.yml").get("livemarket.kafka.partitions"));
    }

    /** The port of a service's requests. */
    static int port(String service) {
        return Integer.parseInt(of(service + ".yml").get("server.port"));
    }
}
