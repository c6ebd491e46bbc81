package io.livemarket.kit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.mock.env.MockEnvironment;

class ProductionGuardTest {

    private final Map<String, String> fit = new HashMap<>(Map.of(
            "livemarket.kafka.properties.security.protocol", "SASL_SSL",
            "livemarket.kafka.replication-factor", "-1",
            "livemarket.kafka.bootstrap-servers", "kafka:9093",
            "livemarket.auth.jwks-uri", "http://auth-service:8081/.well-known/jwks.json",
            "livemarket.mongodb.uri", "mongodb://chat:secret@mongodb:27017/?tls=true"));

    @Test
    void fitSettingsAreNoProblem() {
        assertThat(problems()).isEmpty();
    }

    @Test
    void eachSettingOfADevelopmentMachineIsNamed() {
        assertNamed("livemarket.kafka.properties.security.protocol", "PLAINTEXT");
        assertNamed("livemarket.kafka.properties.security.protocol", "");
        assertNamed("livemarket.kafka.properties.security.protocol", "SASL_PLAINTEXT");
        assertNamed("livemarket.kafka.replication-factor", "1");
        assertNamed("livemarket.kafka.bootstrap-servers", "localhost:9092");
        assertNamed("livemarket.auth.jwks-uri", "http://localhost:8081/.well-known/jwks.json");
        assertNamed("livemarket.mongodb.uri", "mongodb://chat:secret@mongodb:27017/");
        assertNamed("livemarket.mongodb.uri", "mongodb://mongodb:27017/?tls=true");
    }

    @Test
    void aServiceWithoutAStoreNeedsNone() {
        fit.put("livemarket.mongodb.uri", "mongodb://localhost:27017");
        fit.put("livemarket.mongodb.enabled", "false");
        assertThat(problems()).isEmpty();
    }

    @Test
    void onlyTheProfileProductionIsGuardedAndNoSecretIsPrinted() {
        fit.put("livemarket.mongodb.uri", "mongodb://chat:secret@mongodb:27017/");
        assertThatCode(() -> start("default")).doesNotThrowAnyException();
        assertThatThrownBy(() -> start("production")).isInstanceOf(UnfitForProductionException.class)
                .hasMessageContaining("livemarket.mongodb.uri").hasMessageNotContaining("secret");
    }

    private void start(String profile) {
        MockEnvironment environment = new MockEnvironment();
        environment.setActiveProfiles(profile);
        environment.setProperty("livemarket.service", "chat-service");
        fit.forEach(environment::setProperty);
        try (GenericApplicationContext context = new GenericApplicationContext()) {
            context.setEnvironment(environment);
            new ProductionGuard().initialize(context);
        }
    }

    private void assertNamed(String property, String value) {
        String before = fit.put(property, value);
        assertThat(problems()).as(property + "=" + value).singleElement().asString().contains(property);
        fit.put(property, before);
    }

    private List<String> problems() {
        List<String> problems = new ArrayList<>();
        new SharedProductionRules().check("chat-service", name -> fit.getOrDefault(name, ""), problems::add);
        return problems;
    }
}
