package io.livemarket.chat;

import static io.livemarket.testkit.SendMessageBuilder.sendMessage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** {@code GET /chats/:id/messages/:messageId}, also for a blocker. */
class OneMessageIT {

    private static RunningChatService service;
    private final ChatCalls ana = ChatCalls.of(service);
    private final ChatCalls bea = ChatCalls.of(service);
    private final ChatCalls carla = ChatCalls.of(service);

    @BeforeAll
    static void start() {
        service = RunningChatService.shared();
    }

    @Test
    void aSingleMessageIsReadAsHistoryShowsIt() {
        String chat = ana.openPrivate(bea);
        String message = ana.send(chat, "¿Sigue disponible?");
        assertThat(bea.rest().get(ChatCalls.message(chat, message)).expect(200))
                .isEqualTo(bea.history(chat, "").path("items").get(0));
        ana.rest()
                .put(ChatCalls.message(chat, message), Map.of("content", "¿Sigue disponible la bici?"))
                .expect(200);
        assertThat(one(bea, chat, message).path("content").asString()).isEqualTo("¿Sigue disponible la bici?");
        ana.rest().delete(ChatCalls.message(chat, message)).expect(204);
        assertThat(one(bea, chat, message).path("content").asString()).isEmpty();
        assertThat(one(bea, chat, message).has("deletedAt")).isTrue();
    }

    @Test
    void aMessageIsFoundAmongManyThatFollowedIt() {
        String chat = ana.openPrivate(bea);
        List<String> sent =
                IntStream.range(0, 130).mapToObj(i -> ana.send(chat, "n" + i)).toList();
        for (int i : new int[] {0, 1, 64, 79, 80, 128, 129}) {
            assertThat(one(bea, chat, sent.get(i)).path("content").asString()).isEqualTo("n" + i);
        }
    }

    /** Ids go on from the last one when a clock is set back, and the times of messages do not. */
    @Test
    void aMessageIsFoundAfterTheClockWasSetBack() {
        String chat = ana.openPrivate(bea);
        long ahead = System.currentTimeMillis() + 8_000;
        UUID message = new UUID(ahead << 16 | 0x7000, Ids.next().getLeastSignificantBits());
        service.ask(sendMessage(UUID.fromString(chat), ana.user(), message)
                .content("n0")
                .at(RunningChatService.now())
                .build());
        IntStream.rangeClosed(1, 60)
                .forEach(i -> service.ask(sendMessage(UUID.fromString(chat), ana.user(), Ids.next())
                        .content("n" + i)
                        .at(RunningChatService.now())
                        .build()));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> bea.chat(chat).path("seq").asLong() == 61);
        assertThat(one(bea, chat, message.toString()).path("content").asString())
                .isEqualTo("n0");
    }

    @Test
    void aMessageIsFoundOnlyInItsOwnChat() {
        String chat = ana.openPrivate(bea);
        String others = ana.send(ana.openPrivate(carla), "para Carla");
        bea.rest().get(ChatCalls.message(chat, others)).expectProblem(ErrorCode.MESSAGE_NOT_FOUND);
        bea.rest().get(ChatCalls.message(chat, Ids.next().toString())).expectProblem(ErrorCode.MESSAGE_NOT_FOUND);
        bea.rest()
                .get(ChatCalls.message(chat, UUID.randomUUID().toString()))
                .expectProblem(ErrorCode.MESSAGE_NOT_FOUND);
        bea.rest().get(ChatCalls.message(chat, "1-1-1-1-1")).expectProblem(ErrorCode.INVALID_ID);
    }

    @Test
    void aWithheldMessageHasNeitherSenderNorContent() {
        String group = carla.openGroup("Bici", ana, bea);
        service.block(ana.user(), bea.user());
        String message = bea.send(group, "no para Ana");
        JsonNode place = one(ana, group, message);
        assertThat(place.path("withheld").asBoolean()).isTrue();
        assertThat(place.path("content").asString()).isEmpty();
        assertThat(place.toString()).doesNotContain(bea.user().toString());
        assertThat(one(carla, group, message).path("content").asString()).isEqualTo("no para Ana");
    }

    @Test
    void blockerAndBlockedAreRefusedWithDifferentCodes() {
        String chat = ana.openPrivate(bea);
        service.block(ana.user(), bea.user());
        ana.trySend(chat, "hola").expectProblem(ErrorCode.YOU_BLOCKED);
        bea.trySend(chat, "hola").expectProblem(ErrorCode.BLOCKED);
    }

    private static JsonNode one(ChatCalls caller, String chat, String message) {
        return caller.rest().get(ChatCalls.message(chat, message)).expect(200);
    }
}
