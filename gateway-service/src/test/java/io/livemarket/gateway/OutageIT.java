package io.livemarket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.embedded.EmbeddedKafka;
import io.livemarket.embedded.OnEmbeddedParts;
import io.livemarket.events.chat.ChatCommand.SendMessage;
import io.livemarket.gateway.testing.TestGateway;
import io.livemarket.gateway.testing.TestSocket;
import io.livemarket.gateway.testing.TestTokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The answers to clients while a dependency is unavailable, and the recovery. */
@OnEmbeddedParts("kills and freezes the broker")
class OutageIT {

    private final UUID alice = UUID.randomUUID();
    private final UUID bob = UUID.randomUUID();

    @Test
    void sendsAreUnavailableWhileKafkaIsAway() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.builder().start();
                TestGateway gateway = TestGateway.on(kafka.bootstrapServers())) {
            UUID chatId = gateway.decider().open(alice, bob);
            try (TestSocket alices = gateway.online(alice);
                    TestSocket bobs = gateway.online(bob)) {
                assertThat(alices.ask("message:send", message(chatId, "before"))
                                .get("ok")
                                .booleanValue())
                        .isTrue();
                kafka.pause();
                List<CompletableFuture<JsonNode>> answers = new ArrayList<>();
                for (int i = 0; i < 5; i++) {
                    answers.add(alices.asking("message:send", message(chatId, "during " + i)));
                }
                for (CompletableFuture<JsonNode> answer : answers) {
                    JsonNode refusal = answer.get(60, TimeUnit.SECONDS);
                    assertThat(refusal.at("/error/code").stringValue()).isEqualTo("unavailable");
                    assertThat(refusal.at("/error/retryable").booleanValue()).isTrue();
                }
                alices.awaitEvent("message:error", "clientMessageId", "during 4");
                assertThat(alices.ask("message:delivered", Map.of("chatId", chatId, "upToSeq", 1))
                                .get("ok")
                                .booleanValue())
                        .isTrue();
                assertThat(alices.received("message:sent")).hasSize(1);
                kafka.resume();
                await().atMost(Duration.ofSeconds(40))
                        .until(() -> alices.ask("message:send", message(chatId, "after"))
                                .get("ok")
                                .booleanValue());
                bobs.awaitEvent("message:receive", "content", "after");
                // Repeating an unavailable send is safe: it makes one message, whether or not the first attempt was
                // written.
                for (int i = 0; i < 5; i++) {
                    String content = "during " + i;
                    await().atMost(Duration.ofSeconds(40))
                            .until(() -> alices.ask("message:send", message(chatId, content))
                                    .get("ok")
                                    .booleanValue());
                }
                bobs.awaitEvent("message:receive", "content", "during 4");
                assertThat(bobs.received("message:receive"))
                        .extracting(event -> event.text("clientMessageId"))
                        .doesNotHaveDuplicates()
                        .hasSize(7);
                assertThat(bobs.received("message:receive"))
                        .extracting(event -> event.number("seq"))
                        .isSorted();
            }
        }
    }

    private static Map<String, Object> message(UUID chatId, String content) {
        return Map.of("chatId", chatId, "content", content, "clientMessageId", content);
    }

    /**
     * Another gateway may have shown events that this instance has not consumed: it does not know yet which messages
     * the client missed.
     */
    @Test
    void aClientCatchesUpOnceTheBrokerAnswers() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.builder().start();
                TestGateway gateway = TestGateway.on(kafka.bootstrapServers())) {
            UUID chatId = gateway.decider().open(alice, bob);
            try (TestSocket alices = gateway.online(alice)) {
                assertThat(alices.ask("message:send", message(chatId, "before"))
                                .get("ok")
                                .booleanValue())
                        .isTrue();
                kafka.pause();
                try (TestSocket bobs = TestSocket.connect(gateway.port(), TestTokens.of(bob))) {
                    kafka.resume();
                    assertThat(bobs.awaitEvent("reconnect", _ -> true)
                                    .payload()
                                    .get("recovered")
                                    .booleanValue())
                            .isFalse();
                    assertThat(bobs.received("message:receive"))
                            .extracting(event -> event.text("content"))
                            .containsExactly("before");
                }
            }
        }
    }

    @Test
    void anUnansweredCommandIsUnavailableInTheEnd() {
        try (TestGateway gateway = TestGateway.with("livemarket.gateway.commands.timeout=500ms")) {
            UUID chatId = gateway.decider().open(alice, bob);
            try (TestSocket alices = gateway.online(alice)) {
                gateway.decider().deaf(true);
                assertThat(alices.ask("message:read", Map.of("chatId", chatId, "upToSeq", 1))
                                .at("/error/code")
                                .stringValue())
                        .isEqualTo("unavailable");
                gateway.decider().deaf(false);
                assertThat(alices.ask("message:send", message(chatId, "again"))
                                .get("ok")
                                .booleanValue())
                        .isTrue();
                assertThat(gateway.decider().heard(chatId)).last().isInstanceOf(SendMessage.class);
            }
        }
    }

    @Test
    void aStopSendsSocketsAwaySoThatTheyReconnect() throws Exception {
        TestSocket alices;
        try (TestGateway gateway = TestGateway.with()) {
            alices = gateway.online(alice);
        }
        assertThat(alices.closed().get(60, TimeUnit.SECONDS))
                .as("a close of the connection, after which clients come back; a disconnect would keep them away")
                .isEqualTo("close 1001");
    }
}
