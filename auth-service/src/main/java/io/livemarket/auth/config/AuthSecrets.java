package io.livemarket.auth.config;

import io.livemarket.auth.crypto.MasterKey;
import io.livemarket.auth.crypto.Vault;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The secret settings of auth-service under {@code livemarket.auth}; {@code auth-service.yml} documents each. Keys are
 * checked by {@link MasterKey}, not by a constraint, whose failure would print them.
 *
 * @param masterKey base64 of 32 random bytes, which seal every credential in Kafka; one for all instances, kept as long
 *     as the data
 * @param acceptedMasterKeys further master keys, whose sealed values can be opened: the next key before it seals, and
 *     former keys; none by default
 * @param accessTokenLifetime the lifetime of an access token; 1 s to 1 day
 */
@ConfigurationProperties("livemarket.auth")
public record AuthSecrets(
        @Nullable String masterKey,
        @DefaultValue List<String> acceptedMasterKeys,
        @DefaultValue("15m") Duration accessTokenLifetime) {

    public AuthSecrets {
        Durations.between(
                accessTokenLifetime,
                Duration.ofSeconds(1),
                Duration.ofDays(1),
                "livemarket.auth.access-token-lifetime");
    }

    /** The vault that seals with the master key, and opens values of the accepted keys too. */
    Vault vault() {
        return new Vault(
                MasterKey.parse(masterKey),
                acceptedMasterKeys.stream()
                        .map(key -> MasterKey.parse("livemarket.auth.accepted-master-keys", key))
                        .toList());
    }

    @Override
    public String toString() {
        return "AuthSecrets[]";
    }
}
