package io.livemarket.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.kit.config.ProductionRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** Each setting that production refuses, with the property that the message names and the reason that it gives. */
class ProductionRefusalsTest {

    private static final String RANDOM = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final Map<String, String> FIT = Map.ofEntries(
            Map.entry("livemarket.kafka.properties.security.protocol", "SASL_SSL"),
            Map.entry("livemarket.kafka.bootstrap-servers", "kafka:9093"),
            Map.entry("livemarket.auth.jwks-uri", "http://auth-service:8081/.well-known/jwks.json"),
            Map.entry("livemarket.mongodb.uri", "mongodb://user:password@mongodb/?tls=true"),
            Map.entry("livemarket.auth.master-key", RANDOM),
            Map.entry("livemarket.accounts.limits.trusted-proxies", "10.0.0.0/8"),
            Map.entry("livemarket.gateway.forwarded-hops", "1"),
            Map.entry("livemarket.files.url-key", RANDOM),
            Map.entry("livemarket.s3.endpoint", "https://s3.example.com"),
            Map.entry("livemarket.notification.push.public-key", "given"),
            Map.entry("livemarket.notification.push.private-key", "given"),
            Map.entry("livemarket.notification.push.subject", "mailto:operations@example.com"));

    @Test
    void fitSettingsAreAcceptedByEveryService() {
        for (String service : Catalogue.SERVICES) {
            assertThat(problems(service, "livemarket.service", service))
                    .as(service)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            chat-service         | livemarket.kafka.properties.security.protocol   | PLAINTEXT                 | Kafka is spoken to in plain text
            presence-service     | livemarket.kafka.replication-factor             | 1                         | one copy is lost with its broker
            moderation-service   | livemarket.kafka.bootstrap-servers              | localhost:9092            | the default is this machine
            chat-service         | livemarket.auth.jwks-uri                        | http://localhost:8081/x   | the default is this machine
            chat-service         | livemarket.auth.external.jwks-uri               | http://login.example/jwks | must be an https address
            chat-service         | livemarket.mongodb.uri                          | mongodb://mongodb/?tls=true | MongoDB is open
            chat-service         | livemarket.mongodb.uri                          | mongodb://u:p@mongodb/    | MongoDB is spoken to in plain text
            auth-service         | livemarket.auth.master-key                      | ''                        | is not set
            auth-service         | livemarket.auth.master-key                      | AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= | is not random
            auth-service         | livemarket.auth.accepted-master-keys            | c2hvcnQ=                  | holds 5 bytes, not 32
            auth-service         | livemarket.accounts.limits.trusted-proxies      | 127.0.0.0/8,::1           | all clients are counted as one address
            auth-service         | livemarket.accounts.limits.trusted-proxies      | 0.0.0.0/0                 | every client is believed
            auth-service         | livemarket.accounts.bootstrap-operators         | ana                       | a name can be taken by another user
            gateway-service      | livemarket.gateway.allowed-origins              | *                         | every page may call
            gateway-service      | livemarket.gateway.allowed-origins              | https://shop.example,*    | every page may call
            gateway-service      | livemarket.gateway.forwarded-hops               | 0                         | all clients are counted as one address
            gateway-service      | livemarket.gateway.services.chat                | http://localhost:8082     | the default is this machine
            file-service         | livemarket.files.url-key                        | ''                        | 32 random bytes
            file-service         | livemarket.files.url-key                        | AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= | 32 random bytes
            file-service         | livemarket.files.accepted-url-keys              | c2hvcnQ=                  | must be keys
            file-service         | livemarket.s3.endpoint                          | http://127.0.0.1:9000     | the default is this machine
            notification-service | livemarket.notification.push.public-key         | ''                        | made by each instance
            notification-service | livemarket.notification.push.subject            | mailto:x@livemarket.invalid | a contact of yours
            notification-service | livemarket.notification.push.insecure-endpoints | true                      | must be false
            chat-service         | livemarket.chat.pre-send.url                   | http://shop.example/check | must be https
            notification-service | livemarket.notification.webhooks.insecure-endpoints | true                  | must be false
            """)
    void aDevelopmentSettingIsRefusedByNameWithItsReason(String service, String property, String value, String reason) {
        assertThat(problems(service, property, value))
                .singleElement()
                .asString()
                .startsWith(property + " ")
                .contains(reason);
    }

    private static List<String> problems(String service, String property, String value) {
        Map<String, String> settings = new HashMap<>(Settings.of("service-kit.yml"));
        settings.putAll(Settings.of(service + ".yml"));
        settings.putAll(FIT);
        for (String name : List.of("auth", "chat", "file", "moderation", "notification", "presence", "product")) {
            settings.put("livemarket.gateway.services." + name, "http://" + name + "-service");
        }
        settings.put(property, value);
        List<String> problems = new ArrayList<>();
        SpringFactoriesLoader.loadFactories(ProductionRule.class, null)
                .forEach(rule -> rule.check(service, name -> settings.getOrDefault(name, ""), problems::add));
        return problems;
    }
}
