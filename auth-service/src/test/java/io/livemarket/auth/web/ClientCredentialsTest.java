package io.livemarket.auth.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The form of a request for a token (RFC 6749, sections 2.3.1 and 4.4). */
class ClientCredentialsTest {

    private final Map<String, String[]> form = new HashMap<>(Map.of("grant_type", new String[] {"client_credentials"}));

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private void assertRefused(String error, String authorization) {
        assertThatThrownBy(() -> ClientCredentials.of(form, authorization))
                .isInstanceOfSatisfying(
                        TokenRefusal.class,
                        refusal -> assertThat(refusal.error()).isEqualTo(error));
    }

    @Test
    void theSecretIsInTheHeaderOrInTheForm() {
        assertThat(ClientCredentials.of(form, basic("shop:se:cret")))
                .isEqualTo(new ClientCredentials("shop", "se:cret", List.of()));
        form.put("client_id", new String[] {"shop"});
        form.put("client_secret", new String[] {"secret"});
        form.put("scope", new String[] {" users:write  chats:write users:write"});
        assertThat(ClientCredentials.of(form, null))
                .isEqualTo(new ClientCredentials("shop", "secret", List.of("users:write", "chats:write")));
        assertRefused("invalid_request", basic("shop:secret"));
    }

    @Test
    void onlyTheGrantOfClientCredentialsIsGiven() {
        form.put("grant_type", new String[] {"password"});
        assertRefused("unsupported_grant_type", null);
        form.remove("grant_type");
        assertRefused("invalid_request", null);
    }

    @Test
    void noParameterIsRepeated() {
        form.put("scope", new String[] {"users:write", "chats:write"});
        assertRefused("invalid_request", null);
    }

    @Test
    void aMalformedHeaderIsAWrongSecret() {
        for (String header : List.of("Basic", "Basic ", "Basic !!!", basic("shop"))) {
            assertThat(ClientCredentials.of(form, header).secret()).isEmpty();
        }
        assertThat(ClientCredentials.of(form, basic("shop:secret")).toString()).doesNotContain("secret");
    }
}
