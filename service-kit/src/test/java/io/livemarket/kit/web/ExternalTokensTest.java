package io.livemarket.kit.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import io.livemarket.events.Ids;
import io.livemarket.kit.config.AccountsMode;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.config.LiveMarketProperties.ExternalIssuer;
import io.livemarket.kit.testing.MarketplaceIssuer;
import io.livemarket.testkit.running.TokenIssuer;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/** Tokens of a marketplace's issuer with two keys, beside those of auth-service. */
class ExternalTokensTest {

    private static final String SUBJECT = "auth0|66f1";

    private final TokenIssuer own = TokenIssuer.start();
    private final MarketplaceIssuer marketplace = MarketplaceIssuer.start();
    private final JwtDecoder both = decoder(AccountsMode.BOTH, marketplace.settings());

    @AfterEach
    void stop() {
        own.close();
        marketplace.close();
    }

    private JwtDecoder decoder(AccountsMode mode, ExternalIssuer settings) {
        return Tokens.decoder(new LiveMarketProperties.Auth("livemarket", "livemarket", own.jwksUri(), mode, settings));
    }

    private String spoiled(Consumer<JWTClaimsSet.Builder> change) {
        JWTClaimsSet.Builder claims = MarketplaceIssuer.claims(SUBJECT);
        change.accept(claims);
        return marketplace.signed(claims.build());
    }

    private void assertInvalid(String token) {
        assertThatThrownBy(() -> both.decode(token)).isInstanceOf(BadJwtException.class);
    }

    @Test
    void theUsersIdIsMadeFromIssuerAndSubject() {
        for (String token : List.of(marketplace.token(SUBJECT), marketplace.tokenByTheOtherKey(SUBJECT))) {
            Jwt jwt = both.decode(token);
            assertThat(Callers.id(jwt)).isEqualTo(Ids.external(MarketplaceIssuer.ISSUER, SUBJECT));
            assertThat(jwt.getClaimAsString(ExternalTokens.SUBJECT)).isEqualTo(SUBJECT);
            assertThat(jwt.getClaimAsStringList("roles")).containsExactly("user");
            assertThat(ExternalTokens.keyOf(jwt)).startsWith(ExternalTokens.KEY_PREFIX);
            assertThat(ExternalTokens.isExternal(jwt)).isTrue();
        }
        assertThat(Ids.external("https://login.shop.example/", "1"))
                .as("part of the protocol")
                .isEqualTo(UUID.fromString("0daf2275-8087-51b1-a3a4-d2356d66fadd"));
    }

    @Test
    void theModeSaysWhoseTokensAreAccepted() {
        UUID ana = Ids.next();
        JwtDecoder ownAlone = decoder(AccountsMode.OWN, marketplace.settings());
        JwtDecoder externalAlone = decoder(AccountsMode.EXTERNAL, marketplace.settings());
        String service = own.signed(
                TokenIssuer.claims(ana).claim(Callers.CLIENT_ID, ana.toString()).build());

        assertThat(Callers.id(both.decode(own.token(ana)))).isEqualTo(ana);
        assertThat(Callers.id(ownAlone.decode(own.token(ana)))).isEqualTo(ana);
        assertThatThrownBy(() -> ownAlone.decode(marketplace.token(SUBJECT))).isInstanceOf(BadJwtException.class);
        assertThat(Callers.id(externalAlone.decode(marketplace.token(SUBJECT))))
                .isEqualTo(MarketplaceIssuer.idOf(SUBJECT));
        assertThatThrownBy(() -> externalAlone.decode(own.token(ana))).isInstanceOf(BadJwtException.class);
        assertThat(Callers.id(externalAlone.decode(service)))
                .as("a service account, which auth-service has in each mode")
                .isEqualTo(ana);
    }

    @Test
    void aTokenOfAnotherIssuerAudienceOrTimeIsRefused() {
        Instant past = Instant.now().minus(Duration.ofMinutes(1));
        assertInvalid(spoiled(claims -> claims.issuer("https://login.other.example/")));
        assertInvalid(spoiled(claims -> claims.issuer("livemarket")));
        assertInvalid(spoiled(claims -> claims.issuer(null)));
        assertInvalid(spoiled(claims -> claims.audience("another-shop")));
        assertInvalid(spoiled(claims -> claims.audience(List.of())));
        assertInvalid(spoiled(claims -> claims.expirationTime(null)));
        assertInvalid(
                spoiled(claims -> claims.notBeforeTime(Date.from(Instant.now().plus(Duration.ofMinutes(1))))));
        assertThatThrownBy(() -> both.decode(spoiled(claims ->
                        claims.issueTime(Date.from(past.minusSeconds(60))).expirationTime(Date.from(past)))))
                .isInstanceOf(BadJwtException.class)
                .hasMessageContaining("expired");
        assertInvalid("hello");
        assertInvalid("a.b.c");
    }

    @Test
    void clocksMayDifferByTheSkewThatIsSet() {
        String late = spoiled(claims -> claims.issueTime(Date.from(Instant.now().minusSeconds(60)))
                .expirationTime(Date.from(Instant.now().minusSeconds(20))));
        assertThat(Callers.id(both.decode(late))).isEqualTo(MarketplaceIssuer.idOf(SUBJECT));
    }

    @Test
    void onlyPublishedKeysAndAcceptedAlgorithmsCount() {
        assertInvalid(marketplace.forged(SUBJECT));
        assertInvalid(marketplace.byAnUnknownKey(SUBJECT));
        assertInvalid(marketplace.unsigned(SUBJECT));
        assertInvalid(marketplace.signedWithThePublicKey(SUBJECT));
        assertInvalid(marketplace.signed(MarketplaceIssuer.claims(SUBJECT).build(), JWSAlgorithm.PS256));
        assertThat(both.decode(marketplace.token(SUBJECT)).getSubject()).isNotEmpty();
    }

    @Test
    void neitherIssuerSignsForTheOther() {
        assertInvalid(own.signed(MarketplaceIssuer.claims(SUBJECT).build()));
        assertInvalid(marketplace.signed(TokenIssuer.claims(Ids.next()).build()));
    }

    @Test
    void anIdThatIsNoIdIsRefused() {
        assertInvalid(spoiled(claims -> claims.subject(null)));
        assertInvalid(spoiled(claims -> claims.subject("")));
        assertInvalid(spoiled(claims -> claims.subject("two words")));
        assertInvalid(spoiled(claims -> claims.subject("x".repeat(256))));
        assertThat(both.decode(spoiled(claims -> claims.subject("x".repeat(255))))
                        .getSubject())
                .isNotEmpty();
    }

    @Test
    void noForeignClaimIsTakenForOneOfOurs() {
        Jwt jwt = both.decode(spoiled(claims -> claims.claim("rev", 1_000_000)
                .claim("sid", UUID.randomUUID().toString())
                .claim("scope", "users:write")
                .claim("scp", List.of("users:write"))
                .claim(Callers.CLIENT_ID, "shop")
                .claim(Callers.MUST_VERIFY_EMAIL, true)
                .claim("roles", List.of("operator", "moderator"))));
        assertThat(jwt.getClaims()).doesNotContainKeys("rev", "sid", "scope", "scp", "client_id", "must_verify_email");
        assertThat(jwt.getClaimAsStringList("roles")).containsExactly("user");
    }

    @Test
    void claimsAreReadByTheNamesThatAreSet() {
        ExternalIssuer keycloak = new ExternalIssuer(
                MarketplaceIssuer.ISSUER,
                marketplace.jwksUri(),
                MarketplaceIssuer.AUDIENCE,
                Set.of(SignatureAlgorithm.RS256),
                Duration.ZERO,
                Duration.ofMinutes(5),
                true,
                List.of("chat-moderator"),
                List.of("sre"),
                new ExternalIssuer.Claims(
                        "customer_no", "nick", "mail", "mail_ok", "https://shop.example/photo", "realm_access.roles"));
        JwtDecoder named = decoder(AccountsMode.EXTERNAL, keycloak);
        JWTClaimsSet.Builder claims = MarketplaceIssuer.claims("a-subject-that-changes")
                .claim("customer_no", 4711L)
                .claim("nick", "Ana")
                .claim("mail", "ana@shop.example")
                .claim("https://shop.example/photo", "https://shop.example/ana.png")
                .claim("realm_access", Map.of("roles", List.of("buyer", "chat-moderator")));

        Jwt unverified = named.decode(marketplace.signed(claims.build()));
        assertThat(Callers.id(unverified)).isEqualTo(MarketplaceIssuer.idOf("4711"));
        assertThat(unverified.getClaimAsString(ExternalTokens.NAME)).isEqualTo("Ana");
        assertThat(unverified.getClaimAsString(ExternalTokens.EMAIL)).isEqualTo("ana@shop.example");
        assertThat(unverified.getClaimAsString(ExternalTokens.PICTURE)).isEqualTo("https://shop.example/ana.png");
        assertThat(unverified.getClaimAsStringList("roles")).containsExactly("user", "moderator");
        assertThat(Callers.mustVerifyEmail(unverified)).isTrue();

        Jwt verified =
                named.decode(marketplace.signed(claims.claim("mail_ok", true).build()));
        assertThat(Callers.mustVerifyEmail(verified)).isFalse();
    }

    @Test
    void aRotatedKeyReplacesTheRetiredOneAtOnce() {
        String retired = marketplace.token(SUBJECT);
        both.decode(marketplace.token("another"));
        marketplace.retireKeys();
        assertThat(both.decode(marketplace.token(SUBJECT)).getSubject()).isNotEmpty();
        assertThat(both.decode(marketplace.tokenByTheOtherKey(SUBJECT)).getSubject())
                .isNotEmpty();
        assertInvalid(retired);
    }

    @Test
    void unknownKeysFetchTheKeysTwiceAtMost() {
        both.decode(marketplace.token(SUBJECT));
        int before = marketplace.fetches();
        Instant began = Instant.now();
        for (int i = 0; i < 50; i++) {
            assertInvalid(marketplace.byAnUnknownKey(SUBJECT));
        }
        long windows = 1 + Duration.between(began, Instant.now()).toSeconds() / 2;
        assertThat(marketplace.fetches() - before).isLessThanOrEqualTo((int) (2 * windows));
        assertThat(both.decode(marketplace.token("another")).getSubject()).isNotEmpty();
    }

    @Test
    void tokensOfKnownKeysOutliveAnIssuersOutage() {
        both.decode(marketplace.token(SUBJECT));
        marketplace.away(true);
        assertThat(both.decode(marketplace.token("another")).getSubject()).isNotEmpty();
        JwtDecoder fresh = decoder(
                AccountsMode.BOTH,
                ExternalIssuer.of(
                        MarketplaceIssuer.ISSUER, marketplace.jwksUri() + "?fresh", MarketplaceIssuer.AUDIENCE));
        assertThatThrownBy(() -> fresh.decode(marketplace.token(SUBJECT)))
                .as("unavailable, not invalid")
                .isInstanceOf(JwtException.class)
                .isNotInstanceOf(BadJwtException.class);
        assertThat(fresh.decode(own.token(Ids.next())).getSubject()).isNotEmpty();
    }
}
