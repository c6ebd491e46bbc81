package io.livemarket.auth.config;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of auth-service alone under {@code livemarket.auth}; {@code auth-service.yml} documents each. The key is checked by
 * {@link io.livemarket.auth.crypto.MasterKey}, not by a constraint, whose failure would print it.
 *
 * @param masterKey           base64 of 32 random bytes, which seal every credential in Kafka; one for all instances, kept as
 *                            long as the data
 * @param accessTokenLifetime how long an access token is good; 1 s to 1 day
 */
@ConfigurationProperties("livemarket.auth")
public record AuthSecrets(String masterKey, @DefaultValue("15m") Duration accessTokenLifetime) {

    public AuthSecrets {
        Durations.between(accessTokenLifetime, Duration.ofSeconds(1), Duration.ofDays(1),
                "livemarket.auth.access-token-lifetime");
    }

    @Override
    public String toString() {
        return "AuthSecrets[]";
    }
}
