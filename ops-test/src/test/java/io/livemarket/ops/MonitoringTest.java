package io.livemarket.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Prometheus accepts the alert rules and dashboards; a test makes every alert fire, and every alert has a page with the
 * steps to take.
 */
class MonitoringTest {

    private static final String FOLDER = "k8s/components/monitoring/";

    private final List<JsonNode> alerts = Manifest.parse(Project.text(FOLDER + "rules.yml"))
            .getFirst()
            .each("/groups")
            .flatMap(group -> Manifest.elements(group.path("rules")))
            .toList();

    @Test
    void promtoolTakesTheRulesAndEveryAlertFires() {
        Tools.Result check = Tools.run("promtool", "check", "rules", FOLDER + "rules.yml");
        assertThat(check.code()).as(check.output()).isZero();
        Tools.Result test = Tools.run("promtool", "test", "rules", FOLDER + "rules.test.yml");
        assertThat(test.code()).as(test.output()).isZero();
        Set<String> fired = Manifest.parse(Project.text(FOLDER + "rules.test.yml"))
                .getFirst()
                .each("/tests")
                .flatMap(each -> Manifest.elements(each.path("alert_rule_test")))
                .filter(each -> each.path("exp_alerts").size() > 0)
                .map(each -> each.path("alertname").asString())
                .collect(Collectors.toSet());
        assertThat(fired).isEqualTo(names());
    }

    @Test
    void alertsAndRunBooksMatch() throws IOException {
        for (JsonNode alert : alerts) {
            String page = alert.at("/annotations/runbook").asString();
            assertThat(page).isEqualTo("docs/runbooks/" + alert.path("alert").asString() + ".md");
            assertThat(Project.text(page))
                    .startsWith("# " + alert.path("alert").asString())
                    .contains("**Look at**", "**Do**");
        }
        try (Stream<Path> pages = Files.list(Project.file("docs/runbooks"))) {
            assertThat(pages.map(page -> page.getFileName().toString().replace(".md", "")))
                    .containsExactlyInAnyOrderElementsOf(names());
        }
    }

    @Test
    void theExpressionsOfDashboardsAndScalersAreValid(@TempDir Path folder) throws IOException {
        List<String> expressions = new ArrayList<>();
        try (Stream<Path> dashboards = Files.list(Project.file(FOLDER + "dashboards"))) {
            for (Path file : dashboards.toList()) {
                JsonNode dashboard = Json.MAPPER.readTree(Files.readString(file));
                assertThat(dashboard.path("panels").size()).as(file.toString()).isPositive();
                dashboard
                        .path("panels")
                        .forEach(panel -> panel.path("targets")
                                .forEach(target -> expressions.add(target.path("expr")
                                        .asString()
                                        .replace("$__rate_interval", "5m")
                                        .replace("$service", "chat-service"))));
            }
        }
        Rendered.of(Rendered.PRODUCTION)
                .all("ScaledObject")
                .flatMap(scaled -> scaled.each("/spec/triggers"))
                .filter(trigger -> trigger.path("type").asString().equals("prometheus"))
                .forEach(
                        trigger -> expressions.add(trigger.at("/metadata/query").asString()));
        StringBuilder rules = new StringBuilder("groups: [{name: all, rules: [\n");
        for (int i = 0; i < expressions.size(); i++) {
            rules.append("{record: 'checked_")
                    .append(i)
                    .append("', expr: '")
                    .append(expressions.get(i).replace("'", "''"))
                    .append("'},\n");
        }
        Path file = Files.writeString(folder.resolve("rules.yml"), rules.append("]}]\n"));
        Tools.Result check = Tools.run("promtool", "check", "rules", file.toString());
        assertThat(check.code()).as(check.output()).isZero();
        assertThat(check.output()).contains(expressions.size() + " rules found");
    }

    @Test
    void prometheusTakesTheConfigurationOfCompose(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("prometheus.yml"),
                Project.text("deploy/prometheus.yml")
                        .replace(
                                "/etc/prometheus/rules.yml",
                                Project.file(FOLDER + "rules.yml").toString()));
        Tools.Result check = Tools.run("promtool", "check", "config", file.toString());
        assertThat(check.code()).as(check.output()).isZero();
    }

    /** Strimzi names the port of metrics of brokers and of the exporter alike. */
    @Test
    void kafkasMetricsAreScraped() {
        Rendered production = Rendered.of(Rendered.PRODUCTION);
        Manifest kafka = production.one("Kafka", "livemarket");
        assertThat(kafka.at("/spec/kafka/metricsConfig").isObject()
                        && kafka.at("/spec/kafkaExporter").isObject())
                .isTrue();
        Manifest monitor = production.one("PodMonitor", "livemarket-kafka");
        assertThat(monitor.at("/spec/selector/matchLabels/strimzi.io~1cluster").asString())
                .isEqualTo(kafka.name());
        assertThat(monitor.each("/spec/podMetricsEndpoints")
                        .map(each -> each.path("port").asString()))
                .containsExactly("tcp-prometheus");
    }

    private Set<String> names() {
        return alerts.stream().map(alert -> alert.path("alert").asString()).collect(Collectors.toSet());
    }
}
