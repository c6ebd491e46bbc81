package io.livemarket.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.kit.config.ProductionRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.support.SpringFactoriesLoader;

/**
 * What the overlay for production gives the services is what their rules for production want, and the defaults are not.
 */
class ProductionSettingsTest {

    private final Rendered production = Rendered.of(Rendered.PRODUCTION);

    @Test
    void theOverlayForProductionKeepsEveryRule() {
        for (String service : Catalogue.SERVICES) {
            Manifest workload = production
                    .services()
                    .filter(each -> each.name().equals(service))
                    .findFirst()
                    .orElseThrow();
            Map<String, String> variables = WorkloadsTest.variables(production, workload);
            Map<String, String> secrets = new HashMap<>();
            WorkloadsTest.secrets(workload).forEach(name -> secrets.put(name, secret(name)));
            assertThat(problems(service, variables, secrets)).as(service).isEmpty();
        }
    }

    @Test
    void theDefaultsOfEveryServiceAreRefused() {
        for (String service : Catalogue.SERVICES) {
            assertThat(problems(service, Map.of(), Map.of()))
                    .as(service)
                    .anyMatch(problem -> problem.startsWith("livemarket.kafka.properties.security.protocol "));
        }
        assertThat(problems("auth-service", Map.of(), Map.of())).anyMatch(each -> each.contains("trusted-proxies"));
        assertThat(problems("gateway-service", Map.of(), Map.of())).anyMatch(each -> each.contains("forwarded-hops"));
        assertThat(problems("gateway-service", Map.of("LIVEMARKET_GATEWAY_ALLOWEDORIGINS", "*"), Map.of()))
                .anyMatch(each -> each.contains("allowed-origins"));
        assertThat(problems("file-service", Map.of(), Map.of())).anyMatch(each -> each.contains("url-key"));
        assertThat(problems("file-service", Map.of(), Map.of("livemarket.files.url-key", "A".repeat(44))))
                .anyMatch(each -> each.contains("url-key"));
        assertThat(problems("notification-service", Map.of(), Map.of()))
                .anyMatch(each -> each.contains("public-key"))
                .anyMatch(each -> each.contains("subject"));
    }

    /** A value of the form that operators, Strimzi and MongoDB's operator give. */
    private static String secret(String property) {
        return switch (property) {
            case "livemarket.mongodb.uri" ->
                "mongodb://user:password@host-0:27017/admin?replicaSet=livemarket-mongodb&ssl=true";
            case "livemarket.files.url-key", "livemarket.auth.master-key" ->
                "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
            default -> "given";
        };
    }

    private static List<String> problems(String service, Map<String, String> variables, Map<String, String> secrets) {
        Map<String, String> settings = new HashMap<>(Settings.of("service-kit.yml"));
        settings.putAll(Settings.of(service + ".yml"));
        settings.putAll(secrets);
        List<String> problems = new ArrayList<>();
        SpringFactoriesLoader.loadFactories(ProductionRule.class, null)
                .forEach(rule -> rule.check(
                        service,
                        name -> variables.getOrDefault(KnownProperties.variable(name), settings.getOrDefault(name, "")),
                        problems::add));
        return problems;
    }
}
