package io.livemarket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Topic;
import io.livemarket.events.kafka.Topics;
import io.livemarket.gateway.testing.TestGateway;
import io.livemarket.gateway.testing.TestSocket;
import io.livemarket.gateway.testing.TestTokens;
import io.livemarket.testkit.running.RestClient;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The operations for operators, and their refusal for other users. The services are fakes without these operations. */
class OperatorsIT {

    private final TestGateway gateway = TestGateway.shared();
    private final UUID caller = UUID.randomUUID();

    private RestClient as(String token) {
        return new RestClient(() -> URI.create("http://localhost:" + gateway.port()), token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/admin/status", "/admin/instance", "/admin/dead-letters"})
    void onlyOperatorsAreAnswered(String path) {
        as(null).get(path).expectProblem(ErrorCode.TOKEN_MISSING);
        as(TestTokens.forged(caller)).get(path).expectProblem(ErrorCode.TOKEN_INVALID);
        as(TestTokens.of(caller)).get(path).expectProblem(ErrorCode.FORBIDDEN);
        as(TestTokens.withRoles(caller, "user", "moderator")).get(path).expectProblem(ErrorCode.FORBIDDEN);
        as(TestTokens.withRoles(caller, "user", "operator")).get(path).expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml", "image/png, */*;q=0", "nonsense"})
    void anAcceptHeaderChangesNoAnswer(String accept) {
        RestClient operator = as(TestTokens.withRoles(caller, "operator"));
        assertThat(operator.get("/admin/instance", "Accept", accept)
                        .expect(200)
                        .path("service")
                        .asString())
                .isEqualTo("gateway-service");
        operator.get("/admin/dead-letters?limit=nonsense", "Accept", accept).expectProblem(ErrorCode.INVALID_REQUEST);
        as(TestTokens.of(caller)).get("/admin/instance", "Accept", accept).expectProblem(ErrorCode.FORBIDDEN);
        as(null).get("/chats", "Accept", accept).expectProblem(ErrorCode.TOKEN_MISSING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin/dead-letters/elsewhere.dlt/0/0",
                "/admin/dead-letters/livemarket.chat.commands.v1.dlt/0/0",
                "/admin/dead-letters/nonsense",
                "/admin/dead-letters?limit=nonsense",
                "/admin/nothing",
                "/admin/roles",
                "/admin/webhooks",
                "/admin/webhooks/01900000-0000-7000-8000-000000000001",
                "/admin/users/01900000-0000-7000-8000-000000000001/roles/moderator"
            })
    void operatorsPathsAreForbiddenWithoutTheRole(String path) {
        as(null).get(path).expectProblem(ErrorCode.TOKEN_MISSING);
        for (String token : List.of(TestTokens.of(caller), TestTokens.withRoles(caller, "user", "moderator"))) {
            as(token).get(path).expectProblem(ErrorCode.FORBIDDEN);
            as(token).delete(path).expectProblem(ErrorCode.FORBIDDEN);
            as(token).put(path, Map.of()).expectProblem(ErrorCode.FORBIDDEN);
            as(token).post(path, Map.of()).expectProblem(ErrorCode.FORBIDDEN);
            as(token).post(path + "/replay", Map.of()).expectProblem(ErrorCode.FORBIDDEN);
            as(token).post(path + "/drop", Map.of()).expectProblem(ErrorCode.FORBIDDEN);
        }
    }

    @Test
    void theStatusListsServicesThatDoNotAnswer() {
        try (TestSocket _ = gateway.online(UUID.randomUUID())) {
            JsonNode status = as(TestTokens.withRoles(caller, "operator"))
                    .get("/admin/status")
                    .expect(200);

            assertThat(status.at("/health").asString()).isEqualTo("DOWN");
            assertThat(status.at("/connections").asLong()).isPositive();
            assertThat(status.at("/perSecond").has("framesSent")).isTrue();
            assertThat(status.at("/instances").size()).isEqualTo(8);
            JsonNode own = instance(status, "gateway-service");
            assertThat(own.at("/health").asString()).isEqualTo("UP");
            assertThat(own.at("/parts/tails/health").asString()).isEqualTo("UP");
            assertThat(own.at("/parts/services~1chat/health").asString()).isEqualTo("UP");
            assertThat(own.at("/connections").asLong()).isPositive();
            assertThat(own.at("/lag").isEmpty()).as("Kafka clients").isFalse();
            assertThat(instance(status, "chat-service").at("/health").asString())
                    .isEqualTo("UNREACHABLE");
        }
    }

    @Test
    void theOwnerOfATopicServesItsDeadLetters() {
        RestClient operator = as(TestTokens.withRoles(caller, "operator"));
        for (Topic topic : Topics.ALL) {
            String path = "/admin/dead-letters/" + topic.deadLetters() + "/2/17";
            for (JsonNode heard : List.of(
                    operator.get(path).expect(200),
                    operator.post(path + "/replay", Map.of()).expect(200))) {
                assertThat(Topics.serviceOf(topic.name()))
                        .contains(heard.path("service").asString() + "-service");
                assertThat(heard.path("path").asString()).startsWith(path);
            }
        }
        as(null).get("/admin/dead-letters/livemarket.chat.commands.v1.dlt/0/0").expectProblem(ErrorCode.TOKEN_MISSING);
        operator.get("/admin/dead-letters/elsewhere.dlt/0/0").expectProblem(ErrorCode.NOT_FOUND);
    }

    @Test
    void rolesAreAskedOfAuthService() {
        RestClient operator = as(TestTokens.withRoles(caller, "operator"));
        String role = "/admin/users/" + caller + "/roles/moderator";
        for (JsonNode heard : List.of(
                operator.get("/admin/roles").expect(200),
                operator.put(role, Map.of()).expect(200),
                operator.delete(role).expect(200))) {
            assertThat(heard.path("service").asString()).isEqualTo("auth");
        }
        operator.get("/admin/users/" + caller + "/roles").expectProblem(ErrorCode.NOT_FOUND);
    }

    @Test
    void servicesWithoutAnAnswerAreNamed() {
        RestClient operator = as(TestTokens.withRoles(caller, "operator"));
        for (String query : List.of("state=lost", "max=3", "limit=0", "limit=1001", "limit=x", "state=")) {
            operator.get("/admin/dead-letters?" + query).expectProblem(ErrorCode.INVALID_REQUEST);
        }
        assertThat(operator.get("/admin/dead-letters")
                        .expect(200)
                        .path("unavailable")
                        .size())
                .isEqualTo(7);
    }

    private static JsonNode instance(JsonNode status, String service) {
        return status.at("/instances")
                .valueStream()
                .filter(each -> each.path("service").asString().equals(service))
                .findFirst()
                .orElseThrow();
    }
}
