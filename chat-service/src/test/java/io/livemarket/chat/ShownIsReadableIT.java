package io.livemarket.chat;

import static io.livemarket.testkit.SendMessageBuilder.sendMessage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.events.Ids;
import io.livemarket.events.kafka.Topics;
import io.livemarket.kit.kafka.TopicTail;
import io.livemarket.kit.projection.ProjectionRunner;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Two instances: a client that follows the log as a gateway does finds each event over REST at once, at either
 * instance.
 */
class ShownIsReadableIT {

    private static final Duration A_WHILE = Duration.ofSeconds(60);
    private static RunningChatService service;
    private static RunningChatService replica;

    private final ChatCalls ana = ChatCalls.of(service);
    private final ChatCalls bea = ChatCalls.of(service);
    private final String chat = ana.openPrivate(bea);
    private final LinkedBlockingQueue<ConsumerRecord<String, byte[]>> shown = new LinkedBlockingQueue<>();

    @BeforeAll
    static void start() {
        service = RunningChatService.alone();
        replica = service.replica("two");
        await().atMost(A_WHILE)
                .until(() -> owned(service) > 0 && owned(replica) > 0 && owned(service) + owned(replica) == 3);
    }

    @AfterAll
    static void stop() {
        replica.close();
        service.close();
    }

    private static int owned(RunningChatService instance) {
        return instance.bean(ProjectionRunner.class).applied().size();
    }

    @Test
    void aShownEventIsFoundAtOnceAtEveryInstance() throws Exception {
        try (TopicTail gateway =
                TopicTail.fromEnd("it-gateway", service.clients(), List.of(Topics.CHAT_EVENTS), shown::add)) {
            assertThat(gateway.awaitReady(A_WHILE)).isTrue();
            for (int seq = 1; seq <= 120; seq++) {
                service.ask(sendMessage(UUID.fromString(chat), ana.user(), Ids.next())
                        .content("mensaje " + seq)
                        .at(RunningChatService.now())
                        .build());
                if (seq % 4 != 0) {
                    continue; // Several at once, so that the read model lets more gather.
                }
                for (long expected = seq - 3; expected <= seq; expected++) {
                    assertThat(shown.poll(A_WHILE.toSeconds(), TimeUnit.SECONDS))
                            .isNotNull();
                }
                assertShows(seq % 8 == 0 ? replica : service, seq);
            }
        }
    }

    private void assertShows(RunningChatService instance, long seq) {
        ChatCalls reader = new ChatCalls(bea.user(), instance.as(bea.user()));
        switch ((int) (seq / 8) % 5) {
            case 0 -> assertThat(reader.chat(chat).path("seq").asLong()).isEqualTo(seq);
            case 1 ->
                assertThat(reader.history(chat, "?limit=1")
                                .path("items")
                                .get(0)
                                .path("seq")
                                .asLong())
                        .isEqualTo(seq);
            case 2 ->
                assertThat(reader.rest()
                                .get("/chats")
                                .expect(200)
                                .path("items")
                                .get(0)
                                .path("seq")
                                .asLong())
                        .isEqualTo(seq);
            case 3 ->
                assertThat(reader.rest()
                                .post("/chats/sync", Map.of("chats", Map.of(chat, 1L)))
                                .expect(200)
                                .path("chats")
                                .get(0)
                                .path("seq")
                                .asLong())
                        .isEqualTo(seq);
            default -> {
                JsonNode missed =
                        reader.rest().get("/chats/undelivered").expect(200).path("items");
                assertThat(ChatCalls.numbers(missed, "seq").getLast()).isEqualTo(seq);
            }
        }
    }
}
