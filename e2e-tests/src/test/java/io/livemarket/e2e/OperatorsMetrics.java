package io.livemarket.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The metrics that alert rules, dashboards and scalers name, beside those that a running system gives. */
final class OperatorsMetrics {

    private static final Pattern SAMPLE = Pattern.compile("([a-z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? .*");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"");
    private static final Pattern NAMED =
            Pattern.compile("\\b((?:livemarket|kafka|http|jvm|process|logback|disk)_[a-z0-9_]+)(?:\\{([^}]*)})?");
    private static final Pattern MATCHER = Pattern.compile("([a-z_]+)(?:=~|!=|!~|=)");
    /** What Prometheus adds where it scrapes. */
    private static final Set<String> ADDED = Set.of("namespace", "job");

    private final Map<String, Set<String>> scraped = new HashMap<>();

    /** Scrapes every service of the system. */
    static OperatorsMetrics of(RunningSystem system) throws IOException, InterruptedException {
        OperatorsMetrics metrics = new OperatorsMetrics();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (JsonNode part : JsonMapper.shared()
                    .readTree(system.data().resolve("run/system.json").toFile())
                    .path("parts")) {
                if (part.path("health").isString()) {
                    metrics.scrape(
                            client, URI.create(part.path("health").asString()).resolve("/actuator/prometheus"));
                }
            }
            assertThat(get(client, URI.create(system.url() + "/actuator/prometheus"))
                            .statusCode())
                    .as("metrics on the port of the clients")
                    .isEqualTo(404);
        }
        return metrics;
    }

    private void scrape(HttpClient client, URI uri) throws IOException, InterruptedException {
        HttpResponse<String> response = get(client, uri);
        assertThat(response.statusCode()).as(uri.toString()).isEqualTo(200);
        response.body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(SAMPLE::matcher)
                .filter(Matcher::matches)
                .forEach(sample -> {
                    Set<String> labels = scraped.computeIfAbsent(sample.group(1), _ -> new HashSet<>());
                    if (sample.group(2) != null) {
                        LABEL.matcher(sample.group(2)).results().forEach(label -> labels.add(label.group(1)));
                    }
                });
    }

    private static HttpResponse<String> get(HttpClient client, URI uri) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Fails with every metric and label that is named and that no service has. */
    void assertEveryNamedOneIsThere() throws IOException {
        List<String> missing = new ArrayList<>();
        int named = 0;
        for (Path file : files()) {
            Matcher metric = NAMED.matcher(Files.readString(file).replace("\\\"", "\""));
            while (metric.find()) {
                named++;
                Set<String> labels = scraped.get(metric.group(1));
                if (labels == null) {
                    missing.add(file.getFileName() + ": " + metric.group(1));
                } else if (metric.group(2) != null) {
                    MATCHER.matcher(metric.group(2))
                            .results()
                            .map(label -> label.group(1))
                            .filter(label -> !labels.contains(label) && !ADDED.contains(label))
                            .forEach(label ->
                                    missing.add(file.getFileName() + ": " + metric.group(1) + "{" + label + "}"));
                }
            }
        }
        assertThat(named).isGreaterThan(50);
        assertThat(missing).isEmpty();
    }

    private static List<Path> files() throws IOException {
        Path components = RunningSystem.root().resolve("k8s/components");
        List<Path> files = new ArrayList<>(
                List.of(components.resolve("monitoring/rules.yml"), components.resolve("keda/scaled-objects.yaml")));
        try (Stream<Path> dashboards = Files.list(components.resolve("monitoring/dashboards"))) {
            dashboards.forEach(files::add);
        }
        return files;
    }
}
