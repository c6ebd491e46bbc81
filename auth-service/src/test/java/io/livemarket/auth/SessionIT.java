package io.livemarket.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.livemarket.auth.RunningAuth.Reply;
import io.livemarket.auth.view.SuspensionView;
import io.livemarket.kit.enforcement.EnforcementChange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionIT {

    private final RunningAuth auth = RunningAuth.shared();
    private final String name = RunningAuth.uniqueName();

    @Test
    void logInWorksByNameAndAddressInAnyCase() {
        auth.register(name);
        Reply byName = auth.login(name.toUpperCase(java.util.Locale.ROOT));
        Reply byEmail =
                auth.post("/auth/login", Map.of("email", name + "@EXAMPLE.org", "password", RunningAuth.PASSWORD));

        assertThat(byName.status()).isEqualTo(200);
        assertThat(byEmail.status()).isEqualTo(200);
        assertThat(byName.body().path("expiresIn").asInt()).isEqualTo(900);
        assertThat(byName.body().path("user").path("username").asString()).isEqualTo(name);
        assertThat(byName.body().path("user").path("email").asString()).isEqualTo(name + "@example.org");
        assertThat(byName.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    }

    @Test
    void aSuspendedUserGetsATokenForAnAppealAlone() throws Exception {
        UUID id = UUID.fromString(auth.register(name).body().path("id").asString());
        auth.bean(SuspensionView.class).apply(new EnforcementChange.Suspended(id, "spam", null));
        Reply refused = auth.login(name);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("account_suspended");
        assertThat(refused.body().path("detail").asString()).isEqualTo("spam");
        assertThat(refused.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        String token = refused.body().path("appealToken").asString();
        JWTClaimsSet claims = SignedJWT.parse(token).getJWTClaimsSet();
        assertThat(claims.getSubject()).isEqualTo(id.toString());
        assertThat(claims.getAudience()).containsExactly("livemarket-appeals");
        assertThat(auth.get("/users/me", token).code()).isEqualTo("token_invalid");
        assertThat(auth.login(name, "not the password").body().has("appealToken"))
                .isFalse();
    }

    @Test
    void passwordsAndNamesMatchInEveryUnicodeForm() {
        auth.post(
                "/auth/register",
                Map.of(
                        "username",
                        name + " ",
                        "email",
                        " " + name + "@example.org",
                        "password",
                        "contrase\u00f1a segura"));
        assertThat(auth.login(name + " ", "contrasen\u0303a\u00a0segura").status())
                .isEqualTo(200);
        assertThat(auth.login(name, "contrase\u00f1a segura")
                        .body()
                        .path("user")
                        .path("username")
                        .asString())
                .isEqualTo(name);
        assertThat(auth.login(name, "contrasena segura").code()).isEqualTo("bad_credentials");
    }

    @Test
    void aTokenHasTheDocumentedClaimsAndAValidSignature() throws Exception {
        String id = auth.register(name).body().path("id").asString();
        SignedJWT token = SignedJWT.parse(auth.login(name).body().path("token").asString());
        Reply jwks = auth.get("/.well-known/jwks.json", null);

        JWTClaimsSet claims = token.getJWTClaimsSet();
        assertThat(claims.getSubject()).isEqualTo(id);
        assertThat(claims.getIssuer()).isEqualTo("livemarket");
        assertThat(claims.getAudience()).containsExactly("livemarket");
        assertThat(claims.getStringListClaim("roles")).containsExactly("user");
        assertThat(UUID.fromString(claims.getJWTID())).isNotNull();
        assertThat(UUID.fromString(claims.getStringClaim("sid"))).isNotNull();
        assertThat(Duration.between(
                        claims.getIssueTime().toInstant(),
                        claims.getExpirationTime().toInstant()))
                .isEqualTo(Duration.ofMinutes(15));
        var key = JWKSet.parse(jwks.text())
                .getKeyByKeyId(token.getHeader().getKeyID())
                .toECKey();
        assertThat(token.verify(new ECDSAVerifier(key))).isTrue();
        assertThat(key.isPrivate()).isFalse();
        assertThat(jwks.text()).doesNotContain("\"d\"");
        assertThat(jwks.headers().firstValue("Cache-Control")).contains("max-age=60, public");
    }

    @Test
    void aRefreshTokenUsedAfterItsSuccessorEndsTheFamily() {
        auth.register(name);
        String first = token(auth.login(name));
        Reply renewed = auth.refresh(first);
        assertThat(renewed.status()).isEqualTo(200);
        assertThat(auth.get("/users/me", renewed.body().path("token").asString())
                        .status())
                .isEqualTo(200);
        assertThat(renewed.body().path("user").path("username").asString()).isEqualTo(name);
        Reply third = auth.refresh(token(renewed));

        assertRefused(auth.refresh(first), 401, "refresh_token_reused");
        assertRefused(auth.refresh(token(third)), 401, "refresh_token_reused");
    }

    /** The answer to the first refresh was lost. */
    @Test
    void aRefreshRepeatedAtOnceReturnsOneSuccessor() {
        auth.register(name);
        String first = token(auth.login(name));
        String second = token(auth.refresh(first));
        assertThat(token(auth.refresh(first))).isEqualTo(second);
        assertThat(auth.refresh(second).status()).isEqualTo(200);
    }

    @Test
    void aReuseEndsNoOtherSessionOfTheUser() {
        auth.register(name);
        String phone = token(auth.login(name));
        String laptop = token(auth.login(name));
        auth.refresh(token(auth.refresh(phone)));
        assertRefused(auth.refresh(phone), 401, "refresh_token_reused");
        assertThat(auth.refresh(laptop).status()).isEqualTo(200);
    }

    @Test
    void concurrentRefreshesOfOneTokenAllSucceed() {
        auth.register(name);
        String token = token(auth.login(name));
        List<Reply> tabs = Parallel.run(8, i -> auth.refresh(token));
        assertThat(tabs).extracting(SessionIT::token).containsOnly(token(tabs.getFirst()));
        assertThat(tabs)
                .allSatisfy(tab -> assertThat(
                                auth.get("/users/me", tab.body().path("token").asString())
                                        .status())
                        .isEqualTo(200));
        assertThat(auth.refresh(token(tabs.getFirst())).status()).isEqualTo(200);
    }

    @Test
    void aLogOutEndsTheFamilyAndIsIdempotent() {
        auth.register(name);
        String first = token(auth.login(name));
        String second = token(auth.refresh(first));
        assertThat(auth.post("/auth/logout", Map.of("refreshToken", second)).status())
                .isEqualTo(204);
        assertThat(auth.post("/auth/logout", Map.of("refreshToken", second)).status())
                .isEqualTo(204);
        assertRefused(auth.refresh(second), 401, "refresh_token_invalid");
        assertRefused(auth.refresh(first), 401, "refresh_token_invalid");
    }

    /** Every service sees the id in a token; with the family's own id each of them could end the session. */
    @Test
    void aPublicSessionIdIsStableAndNotTheFamilys() throws Exception {
        auth.register(name);
        Reply first = auth.login(name);
        Reply second = auth.refresh(token(first));
        String sid = SignedJWT.parse(first.body().path("token").asString())
                .getJWTClaimsSet()
                .getStringClaim("sid");
        assertThat(SignedJWT.parse(second.body().path("token").asString())
                        .getJWTClaimsSet()
                        .getStringClaim("sid"))
                .isEqualTo(sid);
        assertThat(token(first)).doesNotContain(sid);
        assertThat(SignedJWT.parse(auth.login(name).body().path("token").asString())
                        .getJWTClaimsSet()
                        .getStringClaim("sid"))
                .isNotEqualTo(sid);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nonsense", "7b1c2f7e-0a65-4b5c-9a52-2f3fdc3f0b11.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void aRefreshTokenThatWasNeverIssuedIsInvalid(String token) {
        assertRefused(auth.refresh(token), 401, "refresh_token_invalid");
    }

    @Test
    void aLogOutWithAMalformedTokenIsRefused() {
        assertRefused(auth.post("/auth/logout", Map.of("refreshToken", "nonsense")), 401, "refresh_token_invalid");
    }

    @Test
    void wrongPasswordsAndUnknownUsersGetOneAnswer() {
        auth.register(name);
        Reply wrong = auth.login(name, "not-the-right-one");
        Reply unknown = auth.login(RunningAuth.uniqueName(), "not-the-right-one");
        assertRefused(wrong, 401, "bad_credentials");
        assertThat(unknown.text()).isEqualTo(wrong.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"username\":\"x\"}", "{\"password\":\"x\"}", "{\"username\":5,\"password\":\"x\"}", "[]"
            })
    void aLogInWithoutItsFieldsIsAnInvalidRequest(String body) {
        assertRefused(auth.post("/auth/login", body), 400, "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/auth/login", "/auth/register", "/auth/refresh", "/auth/logout"})
    void malformedJsonIsRefusedAsSuch(String path) {
        assertRefused(auth.post(path, "{\"username\": "), 400, "malformed_json");
        assertRefused(auth.post(path, "null"), 400, "invalid_request");
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedUnread() {
        String large = "{\"username\":\"" + "x".repeat(80_000) + "\",\"password\":\"y\"}";
        assertRefused(auth.post("/auth/login", large), 413, "payload_too_large");
        assertRefused(auth.postChunked("/auth/login", large), 413, "payload_too_large");
        assertRefused(
                auth.postChunked("/auth/login", "{\"username\":\"" + name + "\",\"password\":\"yyy\"}"),
                401,
                "bad_credentials");
    }

    private static String token(Reply session) {
        assertThat(session.status()).as(session.text()).isEqualTo(200);
        return session.body().path("refreshToken").asString();
    }

    private static void assertRefused(Reply reply, int status, String code) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.code()).isEqualTo(code);
        assertThat(reply.headers().firstValue("Content-Type")).contains("application/problem+json");
    }
}
