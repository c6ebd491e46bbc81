package io.livemarket.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jwt.SignedJWT;
import io.livemarket.auth.RunningAuth.Reply;
import io.livemarket.auth.kafka.AuthTopics;
import io.livemarket.auth.view.AuthViews;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Roles that operators grant and take away. */
class RolesIT {

    private final RunningAuth auth = RunningAuth.shared();
    private final Reply operator = operator();
    private final String name = RunningAuth.uniqueName();
    private final String id = auth.register(name).body().path("id").asString();

    private Reply operator() {
        auth.register(RunningAuth.OPERATOR); // Of the first test that comes to it.
        return auth.login(RunningAuth.OPERATOR);
    }

    @Test
    void tokensHaveAGrantedRoleUntilItIsRevoked() {
        Reply session = auth.login(name);
        assertThat(roles(session)).containsExactly("user");
        assertThat(grant(id, "moderator", operator).status()).isEqualTo(204);
        assertThat(grant(id, "moderator", operator).status())
                .as("its answer was lost")
                .isEqualTo(204);
        Reply moderating = auth.refresh(refreshToken(session));
        assertThat(roles(moderating)).containsExactly("user", "moderator");
        JsonNode held = holder(id).orElseThrow();
        assertThat(held.path("username").asString()).isEqualTo(name);
        assertThat(held.at("/roles/0/role").asString()).isEqualTo("moderator");
        assertThat(held.at("/roles/0/configured").asBoolean()).isFalse();
        assertThat(held.at("/roles/0/grantedBy").asString()).isEqualTo(idOf(operator));
        assertThat(held.at("/roles/0/grantedAt").asString()).isNotEmpty();

        assertThat(revoke(id, "moderator", operator).status()).isEqualTo(204);
        assertThat(revoke(id, "moderator", operator).status())
                .as("its answer was lost")
                .isEqualTo(204);
        Reply former = auth.refresh(refreshToken(moderating));
        assertThat(roles(former)).containsExactly("user");
        assertThat(revision(former)).as("which gateways compare").isGreaterThan(revision(moderating));
        assertThat(holder(id)).isEmpty();
    }

    @Test
    void operatorsOfTheConfigurationAreListedAndKeepTheirRole() {
        JsonNode held = holder(idOf(operator)).orElseThrow();
        assertThat(held.at("/roles/0/role").asString()).isEqualTo("operator");
        assertThat(held.at("/roles/0/configured").asBoolean()).isTrue();
        assertRefused(revoke(idOf(operator), "operator", operator), 403, "forbidden");
        assertRefused(grant(id, "operator", operator), 403, "forbidden");
        assertRefused(grant(idOf(operator), "moderator", operator), 403, "forbidden");
    }

    @Test
    void neitherUsersNorModeratorsGrantTakeAwayOrSeeRoles() {
        Reply user = auth.login(name);
        assertThat(grant(id, "moderator", operator).status()).isEqualTo(204);
        Reply moderator = auth.login(name);
        assertThat(roles(moderator)).contains("moderator");
        String other = auth.register(RunningAuth.uniqueName()).body().path("id").asString();
        for (Reply caller : List.of(user, moderator)) {
            assertRefused(grant(other, "moderator", caller), 403, "forbidden");
            assertRefused(grant("nonsense", "nonsense", caller), 403, "forbidden");
            assertRefused(revoke(id, "moderator", caller), 403, "forbidden");
            assertRefused(auth.get("/admin/roles", token(caller)), 403, "forbidden");
        }
        assertRefused(auth.put("/admin/users/" + other + "/roles/moderator", null, Map.of()), 401, "token_missing");
        assertRefused(auth.delete("/admin/users/" + id + "/roles/moderator", null), 401, "token_missing");
        assertRefused(auth.get("/admin/roles", null), 401, "token_missing");
        assertThat(holder(other)).isEmpty();
        assertThat(holder(id)).isPresent();
    }

    @Test
    void anAccountIsDeletedOnlyWithoutAGrantedRole() {
        assertThat(grant(id, "moderator", operator).status()).isEqualTo(204);
        Reply session = auth.login(name);
        assertRefused(
                auth.delete("/users/" + id, token(session), Map.of("password", RunningAuth.PASSWORD)),
                403,
                "forbidden");
        assertThat(revoke(id, "moderator", operator).status()).isEqualTo(204);
        assertThat(auth.delete("/users/" + id, token(session), Map.of("password", RunningAuth.PASSWORD))
                        .status())
                .isEqualTo(204);
        assertRefused(grant(id, "moderator", operator), 410, "user_deleted");
        assertThat(revoke(id, "moderator", operator).status()).isEqualTo(204);
    }

    @Test
    void badInputHasCodesAndPagesEnd() {
        assertRefused(grant("me", "moderator", operator), 400, "invalid_id");
        assertRefused(grant(id, "root", operator), 400, "invalid_request");
        assertRefused(revoke(id, "root", operator), 400, "invalid_request");
        assertRefused(grant(UUID.randomUUID().toString(), "moderator", operator), 404, "user_not_found");
        assertRefused(revoke(UUID.randomUUID().toString(), "moderator", operator), 404, "user_not_found");
        for (String query : List.of("limit=0", "limit=201")) {
            assertRefused(auth.get("/admin/roles?" + query, token(operator)), 400, "invalid_request");
        }
        assertRefused(auth.get("/admin/roles?cursor=x", token(operator)), 400, "invalid_cursor");
        assertThat(grant(id, "moderator", operator).status()).isEqualTo(204);
        assertThat(holder(id)).as("found by pages of one").isPresent();
    }

    @Test
    void freshAccountsHaveTheTransactionsThatAreEnding() throws Exception {
        AuthViews views = auth.bean(AuthViews.class);
        ProducerRecord<String, byte[]> ending = new ProducerRecord<>(AuthTopics.CREDENTIALS.name(), id, new byte[0]);
        try (Producer<String, byte[]> writer = auth.writeUncommitted(ending)) {
            assertThatExceptionOfType(TimeoutException.class)
                    .isThrownBy(() -> views.awaitFresh(Duration.ofMillis(300)));
            writer.abortTransaction();
            views.awaitFresh(Duration.ofSeconds(30));
        }
    }

    /** Found by pages of one account each. */
    private Optional<JsonNode> holder(String userId) {
        String path = "/admin/roles?limit=1";
        String cursor = null;
        do {
            Reply page = auth.get(path + (cursor == null ? "" : "&cursor=" + cursor), token(operator));
            assertThat(page.status()).as(page.text()).isEqualTo(200);
            Optional<JsonNode> found = page.body()
                    .path("items")
                    .valueStream()
                    .filter(item -> item.path("userId").asString().equals(userId))
                    .findFirst();
            if (found.isPresent()) {
                return found;
            }
            cursor = page.body().path("nextCursor").asString(null);
        } while (cursor != null);
        return Optional.empty();
    }

    private Reply grant(String userId, String role, Reply caller) {
        return auth.put("/admin/users/" + userId + "/roles/" + role, token(caller), Map.of());
    }

    private Reply revoke(String userId, String role, Reply caller) {
        return auth.delete("/admin/users/" + userId + "/roles/" + role, token(caller));
    }

    private static List<String> roles(Reply session) {
        return ((List<?>) claim(session, "roles"))
                .stream().map(String.class::cast).toList();
    }

    private static long revision(Reply session) {
        return ((Number) claim(session, "rev")).longValue();
    }

    private static Object claim(Reply session, String name) {
        assertThat(session.status()).as(session.text()).isEqualTo(200);
        try {
            return SignedJWT.parse(token(session)).getJWTClaimsSet().getClaim(name);
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String idOf(Reply session) {
        return session.body().at("/user/id").asString();
    }

    private static String token(Reply session) {
        return session.body().path("token").asString();
    }

    private static String refreshToken(Reply session) {
        return session.body().path("refreshToken").asString();
    }

    private static void assertRefused(Reply reply, int status, String code) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.code()).isEqualTo(code);
    }
}
