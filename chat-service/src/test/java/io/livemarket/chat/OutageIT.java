package io.livemarket.chat;

import static io.livemarket.testkit.SendMessageBuilder.sendMessage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.embedded.EmbeddedKafka;
import io.livemarket.embedded.EmbeddedMongo;
import io.livemarket.embedded.EmbeddedStack;
import io.livemarket.embedded.OnEmbeddedParts;
import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatCommand.SendMessage;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.testkit.running.RestClient.Answer;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** After an outage of the store or the broker no accepted command is lost, and no manual repair is needed. */
@OnEmbeddedParts("kills the broker and stops the store")
class OutageIT {

    private static final Duration A_WHILE = Duration.ofSeconds(60);
    private static RunningChatService service;

    private final ChatCalls ana = ChatCalls.of(service);
    private final ChatCalls bea = ChatCalls.of(service);
    private final String chat = ana.openPrivate(bea);

    @BeforeAll
    static void start() {
        service = RunningChatService.on(EmbeddedStack.breakable());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void theStoreAwayBlocksTheReadModelsAndLosesNothing() {
        ana.send(chat, "antes");
        EmbeddedMongo store = service.stack().mongo().orElseThrow();
        store.stop();
        try {
            for (int i = 1; i <= 50; i++) {
                service.ask(send("durante " + i));
            }
            bea.rest().get(ChatCalls.messages(chat)).expectProblem(ErrorCode.UNAVAILABLE);
            ana.trySend(chat, "con clave", "Idempotency-Key", "k").expectProblem(ErrorCode.UNAVAILABLE);
            assertThat(service.stranger().get("/actuator/health").status()).isEqualTo(503);
        } finally {
            store.startAgain();
        }
        await().atMost(A_WHILE)
                .until(() -> bea.rest().get("/chats/" + chat).status() == 200
                        && bea.chat(chat).path("seq").asLong() == 52);
        assertThat(ChatCalls.numbers(bea.history(chat, "?afterSeq=0&limit=200").path("items"), "seq"))
                .isEqualTo(LongStream.rangeClosed(1, 52).boxed().toList());
        Answer repeated = ana.trySend(chat, "con clave", "Idempotency-Key", "k");
        assertThat(repeated.expect(201).path("seq").asLong())
                .as("it had been decided")
                .isEqualTo(52);
        service.awaitHealth();
    }

    @Test
    void aKilledBrokerCausesNoFalseAnswerAndHeals() {
        ana.send(chat, "antes");
        EmbeddedKafka broker = service.stack().kafka().orElseThrow();
        broker.kill();
        try {
            ana.trySend(chat, "durante", "Idempotency-Key", "k").expectProblem(ErrorCode.UNAVAILABLE);
            assertThat(bea.history(chat, "").path("items"))
                    .as("reading goes on")
                    .hasSize(1);
        } finally {
            broker.restart();
        }
        await().atMost(A_WHILE)
                .until(() ->
                        ana.trySend(chat, "durante", "Idempotency-Key", "k").status() == 201);
        await().atMost(A_WHILE).until(() -> bea.chat(chat).path("seq").asLong() >= 2);
        ana.send(chat, "después");
        assertThat(ChatCalls.texts(bea.history(chat, "").path("items"), "content"))
                .containsExactly("después", "durante", "antes");
        service.awaitHealth();
    }

    private SendMessage send(String content) {
        return sendMessage(UUID.fromString(chat), ana.user(), Ids.next())
                .content(content)
                .at(RunningChatService.now())
                .build();
    }
}
