package io.livemarket.ops;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** The tables of {@code docs/configuration.md}: every setting of every service, from the records that bind them. */
final class ConfigurationTable {

    private static final String SHARED = "service-kit.yml";
    private static final Map<String, String> GIVEN_BY = Map.of(
            "up",
            "launcher/src/main/java/io/livemarket/launcher/ServiceArguments.java",
            "compose",
            "docker-compose.yml");

    private final List<Setting> settings = new ArrayList<>();
    private final Map<String, String> deployments = new TreeMap<>();
    private final Set<String> manifests = manifests();

    ConfigurationTable() {
        Catalogue.classes().stream()
                .filter(type -> type.isAnnotatedWith(ConfigurationProperties.class))
                .map(JavaClass::reflect)
                .forEach(type -> collect(
                        type.getAnnotation(ConfigurationProperties.class).value(), type));
        settings.sort(Comparator.comparing(Setting::property));
        GIVEN_BY.forEach((name, file) -> deployments.put(name, Project.text(file)));
    }

    private static Set<String> manifests() {
        try (Stream<Path> files = Files.walk(Project.file("k8s"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .flatMap(file -> GivenNames.of(
                            Project.text(Project.ROOT.relativize(file).toString()))
                            .stream())
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void collect(String prefix, Class<?> type) {
        Map<String, String> texts = Javadocs.of(type);
        for (RecordComponent component : type.getRecordComponents()) {
            String name = prefix + "."
                    + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            if (component.getType().isRecord()) {
                collect(name, component.getType());
            } else {
                settings.add(new Setting(
                        Map.class.isAssignableFrom(component.getType()) ? name + ".*" : name,
                        component,
                        texts.getOrDefault(component.getName(), "")));
            }
        }
    }

    List<Setting> settings() {
        return settings;
    }

    String render() {
        StringBuilder text = new StringBuilder();
        Stream.concat(Stream.of(""), Catalogue.SERVICES.stream()).forEach(service -> {
            text.append("\n### ")
                    .append(service.isEmpty() ? "Every service" : service)
                    .append("\n\n")
                    .append("| property, variable | values | default | given by | meaning |\n|---|---|---|---|---|\n");
            settings.stream()
                    .filter(setting -> setting.service().equals(service))
                    .forEach(setting -> text.append(row(setting)));
        });
        return text.append('\n').toString();
    }

    private String row(Setting setting) {
        String range = setting.range().isEmpty() ? "" : ", " + setting.range();
        return "| `%s`<br>`%s` | %s%s | %s | %s | %s |\n"
                .formatted(
                        setting.property(),
                        setting.variable(),
                        setting.type(),
                        range,
                        defaults(setting),
                        givenBy(setting),
                        setting.meaning());
    }

    /** What holds when nothing is given, and where a service has another one. */
    private String defaults(Setting setting) {
        String shared =
                setting.service().isEmpty() ? valueIn(SHARED, setting) : valueIn(setting.service() + ".yml", setting);
        StringBuilder text = new StringBuilder(code(shared == null ? setting.ownDefault() : shared));
        if (setting.service().isEmpty()) {
            Catalogue.SERVICES.forEach(service -> {
                String own = valueIn(service + ".yml", setting);
                if (own != null) {
                    text.append("<br>").append(service).append(": ").append(code(own));
                }
            });
        }
        return text.toString();
    }

    private static String valueIn(String file, Setting setting) {
        Map<String, String> values = Settings.of(file);
        if (!setting.property().endsWith(".*")) {
            return values.get(setting.property());
        }
        String prefix = setting.property().substring(0, setting.property().length() - 1);
        String entries = values.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .map(entry -> entry.getKey().substring(prefix.length()) + "=" + entry.getValue())
                .collect(Collectors.joining(", "));
        return entries.isEmpty() ? null : entries;
    }

    private static String code(String value) {
        return value == null || value.matches("\\$\\{[A-Z_]+:}")
                ? "none"
                : value.isEmpty() ? "empty" : "`" + value.replaceAll("^\\[(.*)]$", "$1") + "`";
    }

    private String givenBy(Setting setting) {
        String property = setting.property().replace(".*", ".");
        String variable = KnownProperties.variable(property);
        Pattern named = Pattern.compile("(?<![\\w.-])(?:" + Pattern.quote(property) + "|" + Pattern.quote(variable)
                + ")" + (property.endsWith(".") ? "" : "(?![\\w.-])"));
        Stream<String> processes = deployments.entrySet().stream()
                .filter(each -> named.matcher(each.getValue()).find())
                .map(Map.Entry::getKey);
        return Stream.concat(processes, GivenNames.give(manifests, property) ? Stream.of("k8s") : Stream.empty())
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
