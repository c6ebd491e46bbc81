package io.livemarket.kit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            livemarket.kafka.properties.security.protocol | PLAINTEXT                       | Kafka is spoken to in plain text
            livemarket.kafka.properties.security.protocol | ''                              | Kafka is spoken to in plain text
            livemarket.kafka.properties.security.protocol | SASL_PLAINTEXT                  | Kafka is spoken to in plain text
            livemarket.kafka.replication-factor           | 1                               | one copy is lost with its broker
            livemarket.kafka.bootstrap-servers            | localhost:9092                  | the default is this machine
            livemarket.kafka.bootstrap-servers            | kafka:9093,127.0.0.1:9092       | the default is this machine
            livemarket.auth.jwks-uri                      | http://localhost:8081/jwks.json | the default is this machine
            livemarket.auth.jwks-uri                      | http://[::1]:8081/jwks.json     | the default is this machine
            livemarket.mongodb.uri                        | mongodb://chat:secret@mongodb/  | MongoDB is spoken to in plain text
            livemarket.mongodb.uri                        | mongodb://mongodb/?tls=true     | MongoDB is open to everyone
            """)
    void eachDevelopmentSettingIsRefusedByNameWithReason(String property, String value, String reason) {
        fit.put(property, value);
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith(property)
                .contains(reason)
                .doesNotContain("secret");
    }

    @Test
    void keysOfAnExternalIssuerComeOverTls() {
        for (String address : List.of("https://login.shop.example/jwks.json", "http://127.0.0.1:9000/jwks.json")) {
            fit.put("livemarket.auth.external.jwks-uri", address);
            assertThat(problems()).as(address).isEmpty();
        }
        fit.put("livemarket.auth.external.jwks-uri", "http://login.shop.example/jwks.json");
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("livemarket.auth.external.jwks-uri")
                .contains("https");
    }

    @Test
    void aListGivenByElementsIsCheckedAsAWhole() {
        fit.remove("livemarket.kafka.bootstrap-servers");
        fit.put("livemarket.kafka.bootstrap-servers[0]", "kafka:9093");
        fit.put("livemarket.kafka.bootstrap-servers[1]", "localhost:9092");
        assertThatThrownBy(() -> start("production"))
                .isInstanceOf(UnfitForProductionException.class)
                .hasMessageContaining("livemarket.kafka.bootstrap-servers");
    }

    @Test
    void allProblemsArePrintedAtOnceALineForEach() {
        fit.put("livemarket.kafka.replication-factor", "1");
        fit.put("livemarket.mongodb.uri", "mongodb://mongodb/?tls=true");
        assertThatThrownBy(() -> start("production"))
                .isInstanceOfSatisfying(UnfitForProductionException.class, failure -> {
                    String printed =
                            new UnfitForProductionAnalyzer().analyze(failure).getDescription();
                    assertThat(printed.lines())
                            .hasSize(3)
                            .anyMatch(line -> line.startsWith("- livemarket.kafka.replication-factor"))
                            .anyMatch(line -> line.startsWith("- livemarket.mongodb.uri"));
                });
    }

    @Test
    void aServiceWithoutAStoreNeedsNone() {
        fit.put("livemarket.mongodb.uri", "mongodb://localhost:27017");
        fit.put("livemarket.mongodb.enabled", "false");
        assertThat(problems()).isEmpty();
    }

    @Test
    void onlyProductionIsGuardedAndNoSecretIsPrinted() {
        fit.put("livemarket.mongodb.uri", "mongodb://chat:secret@mongodb:27017/");
        assertThatCode(() -> start("default")).doesNotThrowAnyException();
        assertThatThrownBy(() -> start("production"))
                .isInstanceOf(UnfitForProductionException.class)
                .hasMessageContaining("livemarket.mongodb.uri")
                .hasMessageNotContaining("secret");
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

    private List<String> problems() {
        List<String> problems = new ArrayList<>();
        new SharedProductionRules().check("chat-service", name -> fit.getOrDefault(name, ""), problems::add);
        return problems;
    }
}
