package io.livemarket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.livemarket.events.Json;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topic;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.users.AccessFact;
import io.livemarket.events.users.AccessFact.SessionEnded;
import io.livemarket.events.users.RoleEvent;
import io.livemarket.gateway.testing.TestGateway;
import io.livemarket.gateway.testing.TestSocket;
import io.livemarket.gateway.testing.TestTokens;
import io.livemarket.kit.kafka.KafkaClients;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** A session that ended before its tokens expire; the test publishes the records of auth-service. */
class EndedSessionIT {

    private static final EventCodec<AccessFact> FACTS = EventCodec.of(AccessFact.class);
    private static final EventCodec<RoleEvent> ROLES = EventCodec.of(RoleEvent.class);

    private final TestGateway gateway = TestGateway.shared();
    private final UUID alice = UUID.randomUUID();
    private final UUID phone = UUID.randomUUID();
    private final UUID laptop = UUID.randomUUID();

    @Test
    void aLogOutClosesTheSocketsOfItsSessionOnly() throws Exception {
        try (TestSocket tab = online(phone);
                TestSocket otherTab = online(phone);
                TestSocket other = online(laptop);
                TestSocket former = gateway.online(alice);
                TestSocket bob = gateway.online(UUID.randomUUID())) {
            end(alice, phone);
            for (TestSocket ended : new TestSocket[] {tab, otherTab}) {
                assertThat(ended.awaitEvent("session:ended", _ -> true).text("reason"))
                        .isEqualTo("logout");
                assertThat(ended.closed().get(60, TimeUnit.SECONDS)).isEqualTo("disconnect");
            }
            assertThat(other.isOpen()).isTrue();
            assertThat(former.isOpen())
                    .as("a token without a session, of version 0.1.0")
                    .isTrue();
            assertThat(bob.received("session:ended")).isEmpty();
        }
    }

    @Test
    void theAccessTokensOfAnEndedSessionAreRefusedEverywhere() throws Exception {
        String token = TestTokens.ofSession(alice, phone);
        assertThat(status(gateway, token)).as("before").isNotEqualTo(401);
        try (TestSocket tab = online(phone);
                TestSocket other = online(laptop)) {
            end(alice, phone);
            tab.closed().get(60, TimeUnit.SECONDS);
            assertThat(status(gateway, token)).isEqualTo(401);
            assertThat(refusal(gateway, token)).isEqualTo("token_invalid");
            assertThat(other.ask("session:refresh", Map.of("token", token))
                            .at("/error/code")
                            .stringValue())
                    .isEqualTo("token_invalid");
            assertThat(status(gateway, TestTokens.ofSession(alice, laptop))).isNotEqualTo(401);
        }
        try (TestGateway restarted = TestGateway.with()) {
            assertThat(refusal(restarted, token))
                    .as("a gateway that started since")
                    .isEqualTo("token_invalid");
        }
    }

    @Test
    void aSocketThatGotATokenOfAnotherSessionStays() throws Exception {
        try (TestSocket tab = online(phone);
                TestSocket witness = online(phone)) {
            assertThat(tab.ask("session:refresh", Map.of("token", TestTokens.ofSession(alice, laptop)))
                            .get("ok")
                            .booleanValue())
                    .isTrue();
            end(alice, phone);
            witness.closed().get(60, TimeUnit.SECONDS);
            assertThat(tab.isOpen()).isTrue();
        }
    }

    @Test
    void onlyADeletedAccountLosesItsSocketsAndTokens() throws Exception {
        String token = TestTokens.ofSession(alice, phone);
        try (TestSocket tab = online(phone);
                TestSocket other = online(laptop);
                TestSocket former = gateway.online(alice);
                TestSocket bob = gateway.online(UUID.randomUUID())) {
            publish(new AccessFact.AccessEnded(alice, Instant.now()));
            for (TestSocket ended : new TestSocket[] {tab, other, former}) {
                assertThat(ended.awaitEvent("session:ended", _ -> true).text("reason"))
                        .isEqualTo("deleted");
                assertThat(ended.closed().get(60, TimeUnit.SECONDS)).isEqualTo("disconnect");
            }
            assertThat(status(gateway, token)).isEqualTo(401);
            assertThat(refusal(gateway, token)).isEqualTo("token_invalid");
            assertThat(bob.isOpen()).isTrue();
        }
    }

    /** The user stays connected, as a user. */
    @Test
    void tokensWithARevokedRoleAreRefusedAndSocketsStay() throws Exception {
        String moderator = TestTokens.moderatorAt(alice, 3);
        assertThat(status(gateway, moderator)).as("before").isNotEqualTo(401);
        try (TestSocket socket = TestSocket.online(gateway.port(), moderator)) {
            RoleEvent revoked = new RoleEvent.RoleRevoked(alice, "moderator", UUID.randomUUID(), 4, Instant.now());
            publish(
                    Topics.USERS_ROLES,
                    alice,
                    ROLES.write(revoked),
                    ROLES.types().nameOf(revoked));
            await().atMost(Duration.ofSeconds(60)).until(() -> status(gateway, moderator) == 401);
            assertThat(refusal(gateway, moderator)).isEqualTo("token_invalid");
            assertThat(status(gateway, TestTokens.moderatorAt(alice, 5)))
                    .as("granted again")
                    .isNotEqualTo(401);
            assertThat(status(gateway, TestTokens.of(alice)))
                    .as("without the role")
                    .isNotEqualTo(401);
            assertThat(status(gateway, TestTokens.moderatorAt(UUID.randomUUID(), 3)))
                    .as("another moderator")
                    .isNotEqualTo(401);
            assertThat(socket.ask("session:refresh", Map.of("token", moderator))
                            .at("/error/code")
                            .stringValue())
                    .isEqualTo("token_invalid");
            assertThat(socket.ask("session:refresh", Map.of("token", TestTokens.of(alice)))
                            .get("ok")
                            .booleanValue())
                    .isTrue();
            assertThat(socket.isOpen()).isTrue();
        }
    }

    private TestSocket online(UUID session) {
        return TestSocket.online(gateway.port(), TestTokens.ofSession(alice, session));
    }

    private static String refusal(TestGateway at, String token) {
        return catchThrowableOfType(TestSocket.Refused.class, () -> TestSocket.connect(at.port(), token))
                .code();
    }

    private static int status(TestGateway at, String token) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + at.port() + "/chats"))
                .header("Authorization", "Bearer " + token)
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() == 401) {
                assertThat(Json.MAPPER.readTree(response.body()).path("code").stringValue())
                        .isEqualTo("token_invalid");
            }
            return response.statusCode();
        }
    }

    private void end(UUID user, UUID session) {
        publish(new SessionEnded(user, session, "logout", Instant.now()));
    }

    private void publish(AccessFact fact) {
        publish(
                Topics.USERS_SESSIONS,
                fact.userId(),
                FACTS.write(fact),
                FACTS.types().nameOf(fact));
    }

    private void publish(Topic topic, UUID user, byte[] value, String type) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic.name(), user.toString(), value);
        Envelope.describe(record.headers(), UUID.randomUUID().toString(), type, "/it", Instant.now(), user);
        try (Producer<String, byte[]> producer =
                new KafkaProducer<>(gateway.bean(KafkaClients.class).producer("it-sessions-" + UUID.randomUUID()))) {
            producer.send(record);
            producer.flush();
        }
    }
}
