package io.livemarket.kit.config;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The settings of an external issuer, bound and validated as at the start of a service. */
class ExternalIssuerTest {

    private static final String EXTERNAL = "livemarket.auth.external.";

    private final Map<String, String> given = new HashMap<>(Map.of(
            "livemarket.auth.issuer", "livemarket",
            "livemarket.auth.audience", "livemarket",
            "livemarket.auth.jwks-uri", "http://auth-service:8081/.well-known/jwks.json"));

    private LiveMarketProperties.Auth bound() {
        return new Binder(new MapConfigurationPropertySource(given))
                .bind("livemarket.auth", LiveMarketProperties.Auth.class)
                .get();
    }

    private String problems() {
        try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
            return String.join(
                    "; ",
                    factory.getValidator().validate(bound()).stream()
                            .map(ConstraintViolation::getMessage)
                            .toList());
        }
    }

    @Test
    void theDefaultAcceptsTheTokensOfAuthServiceAlone() {
        assertThat(bound().mode()).isEqualTo(AccountsMode.OWN);
        assertThat(problems()).isEmpty();
    }

    @Test
    void theExternalModeNeedsIssuerKeysAndAudience() {
        given.put("livemarket.auth.mode", "external");
        assertThat(problems()).contains("external.issuer, external.jwks-uri and external.audience");
        given.put(EXTERNAL + "issuer", "https://login.shop.example/");
        given.put(EXTERNAL + "jwks-uri", "https://login.shop.example/jwks.json");
        assertThat(problems()).contains("external.audience");
        given.put(EXTERNAL + "audience", "shop-chat");
        assertThat(problems()).isEmpty();
        given.put("livemarket.auth.mode", "both");
        assertThat(problems()).isEmpty();
    }

    @Test
    void theExternalIssuerIsAnotherOneThanOurs() {
        given.put(EXTERNAL + "issuer", "livemarket");
        assertThat(problems()).contains("external.issuer must be another one");
    }

    @Test
    void sharedSecretsAndUnsignedTokensAreNoAlgorithms() {
        for (String algorithm : new String[] {"none", "HS256", "RS256,HS512"}) {
            given.put(EXTERNAL + "algorithms", algorithm);
            org.assertj.core.api.Assertions.assertThatThrownBy(this::bound)
                    .as(algorithm)
                    .hasMessageContaining("livemarket.auth.external.algorithms");
        }
        given.put(EXTERNAL + "algorithms", "PS256,ES384");
        assertThat(bound().external().algorithms()).hasSize(2);
    }

    @Test
    void timesAreBounded() {
        given.put(EXTERNAL + "clock-skew", "6m");
        assertThat(problems()).isNotEmpty();
        given.put(EXTERNAL + "clock-skew", "1m");
        given.put(EXTERNAL + "keys-good-for", "1s");
        assertThat(problems()).isNotEmpty();
    }
}
