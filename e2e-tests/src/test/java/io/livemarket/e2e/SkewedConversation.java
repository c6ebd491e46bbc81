package io.livemarket.e2e;

import static io.livemarket.e2e.EverythingThatWrites.patiently;
import static io.livemarket.e2e.SkewedSystem.NEW;
import static io.livemarket.e2e.SkewedSystem.OLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;

/** The messages of two users, one at a gateway of the last release and one at a gateway of the working tree. */
final class SkewedConversation {

    static final int ROUNDS = 6;
    static final Set<String> DECIDERS = Set.of("chat-1", "chat-2");

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int CHATS_AT_MOST = 40;
    private static final int CHATS_AT_LEAST = 4;

    private final SkewedSystem system;
    private Account ana;
    private Account bea;
    private final List<String> chats = new ArrayList<>();

    SkewedConversation(SkewedSystem system) throws Exception {
        this.system = system;
        ana = patiently(() -> Account.register(system.gateway(OLD), "ana"));
        bea = patiently(() -> Account.register(system.gateway(OLD), "bea"));
    }

    /** Gives both new tokens, one from each version. */
    void logIn() throws Exception {
        ana = patiently(() -> ana.logIn(system.gateway(NEW)));
        bea = patiently(() -> bea.logIn(system.gateway(OLD)));
    }

    Account ana() {
        return ana;
    }

    Account bea() {
        return bea;
    }

    /** The chats of {@link #openChatsThatBothDecide}. */
    List<String> chats() {
        return chats;
    }

    /** Opens a group of the two by the gateway of a version. */
    String openGroup(int version) throws Exception {
        return patiently(() -> ana.call(
                        system.gateway(version),
                        "POST",
                        "/chats",
                        Map.of("type", "group", "name", "group", "participants", List.of(bea.id())))
                .expect(201)
                .path("id")
                .asString());
    }

    /** Opens chats until each of the two deciders has some. */
    void openChatsThatBothDecide() throws Exception {
        ChatDeciders deciders = ChatDeciders.of(system.kafka());
        Set<String> covered = new HashSet<>();
        while (chats.size() < CHATS_AT_MOST && (!covered.equals(DECIDERS) || chats.size() < CHATS_AT_LEAST)) {
            chats.add(openGroup(chats.size() % 2 == 0 ? OLD : NEW));
            covered.add(deciders.deciderOf(chats.getLast()));
        }
        assertThat(covered).as("deciders of " + chats).isEqualTo(DECIDERS);
    }

    /**
     * Messages, an edit and receipts in both directions, each of which the other device must hear once and in order.
     */
    void converse(String chat, ListeningDevice old, ListeningDevice fresh) throws Exception {
        JsonNode first = send(old, chat, "0 from the old gateway");
        assertOk(old.ask(
                "message:edit",
                Map.of("chatId", chat, "messageId", first.path("id").asString(), "content", "edited")));
        fresh.awaits(
                "message:edit",
                edit -> edit.path("id").equals(first.path("id"))
                        && edit.path("content").asString().equals("edited"));
        send(fresh, chat, "0 from the new gateway");
        for (int round = 1; round < ROUNDS; round++) {
            send(old, chat, round + " from the old gateway");
            send(fresh, chat, round + " from the new gateway");
        }
        List<Long> all = LongStream.rangeClosed(1, 2 * ROUNDS).boxed().toList();
        for (ListeningDevice device : List.of(old, fresh)) {
            await("all messages of a chat")
                    .atMost(LIMIT)
                    .untilAsserted(() -> assertThat(device.places(chat)).containsExactlyElementsOf(all));
        }
        receipts(chat, fresh, bea, old);
        receipts(chat, old, ana, fresh);
    }

    private void receipts(String chat, ListeningDevice from, Account reader, ListeningDevice to) throws Exception {
        for (String event : List.of("message:delivered", "message:read")) {
            assertOk(from.ask(event, Map.of("chatId", chat, "upToSeq", 2 * ROUNDS)));
            to.awaits(
                    event,
                    receipt -> receipt.path("chatId").asString().equals(chat)
                            && receipt.path("userId").asString().equals(reader.id())
                            && receipt.path("upToSeq").asLong() == 2 * ROUNDS);
        }
    }

    /** Sends a message that must be acknowledged; the message. */
    static JsonNode send(ListeningDevice device, String chat, String content) throws Exception {
        JsonNode answer = device.ask(
                "message:send",
                Map.of(
                        "chatId",
                        chat,
                        "content",
                        content,
                        "clientMessageId",
                        UUID.randomUUID().toString()));
        assertOk(answer);
        return answer.path("message");
    }

    private static void assertOk(JsonNode answer) {
        assertThat(answer.path("ok").asBoolean()).as(answer.toString()).isTrue();
    }

    /** Histories are equal whichever gateway and copy of chat-service answers. */
    void assertWellAndWhole(List<String> of, int messages) throws IOException, InterruptedException {
        for (String chat : of) {
            List<JsonNode> history = ana.history(system.gateway(OLD), chat);
            assertThat(history)
                    .extracting(message -> message.path("seq").asLong())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, messages).boxed().toList());
            for (int answer = 0; answer < 4; answer++) {
                Account reader = answer % 2 == 0 ? bea : ana;
                assertThat(reader.history(system.gateway(answer < 2 ? OLD : NEW), chat))
                        .isEqualTo(history);
            }
        }
        await("every copy is healthy")
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(system.unhealthy()).isEmpty());
        assertThat(system.ended()).isEmpty();
    }
}
