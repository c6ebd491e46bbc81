package io.livemarket.kit.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.KeySourceException;
import io.livemarket.events.Ids;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.testkit.running.TokenIssuer;
import java.time.Duration;
import java.util.Iterator;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/** Tokens against keys that rotate, are retired, or cannot be fetched. */
class PublicKeysTest {

    private static final Duration SHORT = Duration.ofMillis(2_100);
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final TokenIssuer issuer = TokenIssuer.start();
    private final LiveMarketProperties.Auth settings =
            new LiveMarketProperties.Auth("livemarket", "livemarket", issuer.jwksUri());
    private final PublicKeys keys = PublicKeys.at(issuer.jwksUri());
    private final JwtDecoder tokens = Tokens.decoder(keys, Tokens.validator(settings));
    private final UUID ana = Ids.next();

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void tokensAreAcceptedWhileTheKeysCannotBeFetched() {
        JwtDecoder shortLived = Tokens.decoder(PublicKeys.at(issuer.jwksUri(), SHORT), Tokens.validator(settings));
        shortLived.decode(issuer.token(ana));
        issuer.away(true);
        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(shortLived.decode(issuer.token(ana)).getSubject()).isEqualTo(ana.toString());
            assertThat(issuer.refusals()).as("asked for again").isPositive();
        });
        assertThat(shortLived.decode(issuer.token(ana)).getSubject()).isEqualTo(ana.toString());
    }

    @Test
    void aRetiredKeyIsRefusedAfterAWhile() {
        JwtDecoder shortLived = Tokens.decoder(PublicKeys.at(issuer.jwksUri(), SHORT), Tokens.validator(settings));
        Iterator<String> retired =
                Stream.generate(() -> issuer.token(ana)).limit(1_000).toList().iterator();
        shortLived.decode(retired.next());
        issuer.retireKey();
        // Each time another one: a token that was verified is remembered.
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThatThrownBy(() -> shortLived.decode(retired.next()))
                        .isInstanceOf(BadJwtException.class));
    }

    @Test
    void noTokenIsCheckedBeforeKeysWereFetched() {
        issuer.away(true);
        for (int attempt = 0; attempt < 5; attempt++) {
            assertThatThrownBy(() -> tokens.decode(issuer.token(ana)))
                    .isInstanceOf(JwtException.class)
                    .isNotInstanceOf(BadJwtException.class);
        }
        assertThatThrownBy(keys::ids).isInstanceOf(KeySourceException.class);
    }

    @Test
    void aRetiredKeyIsRefusedOnceTheNextIsKnown() throws KeySourceException {
        tokens.decode(issuer.token(ana));
        String retired = issuer.token(ana);
        assertThat(keys.ids()).containsExactly("1");
        issuer.retireKey();
        assertThat(tokens.decode(issuer.token(ana)).getSubject()).isEqualTo(ana.toString());
        for (int attempt = 0; attempt < 5; attempt++) {
            assertThatThrownBy(() -> tokens.decode(retired)).isInstanceOf(BadJwtException.class);
        }
        assertThat(keys.ids()).hasSize(1).doesNotContain("1");
    }
}
