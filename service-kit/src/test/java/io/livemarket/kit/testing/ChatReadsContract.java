package io.livemarket.kit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.testkit.running.RestClient;
import io.livemarket.testkit.running.RestClient.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The contract of gateway-service's reads from chat-service, for the service itself and for the gateway's fake of it.
 */
@SuppressWarnings("this-escape") // Fields are set from methods that read no other field.
public abstract class ChatReadsContract {

    private static final String MIN_OFFSETS = "X-LiveMarket-Min-Offsets";

    private final UUID ana = newUser();
    private final UUID bea = newUser();
    private final UUID chat = open(ana, bea);

    /** A user whom chat-service knows. */
    protected abstract UUID newUser();

    /** Opens a private chat. */
    protected abstract UUID open(UUID one, UUID other);

    /** Sends a message; returns when its event is committed. */
    protected abstract void say(UUID chatId, UUID sender, String content);

    /** Sends a message and takes it back; returns when both events are committed. */
    protected abstract void sayAndDelete(UUID chatId, UUID sender, String content);

    /** The ends of the partitions of chat.events for readers of committed records, by partition number. */
    protected abstract List<Long> ends();

    /** chat-service, asked by that user. */
    protected abstract RestClient as(UUID user);

    /** A token of that user. */
    protected abstract String token(UUID user);

    @Test
    void undeliveredMessagesComeBySeqWithAppliedOffsets() {
        List<Long> before = ends();
        say(chat, bea, "uno");
        say(chat, ana, "propio");
        say(chat, bea, "dos");
        List<Long> after = ends();
        JsonNode missed = undelivered(ana, "?limit=10&partial=true").expect(200);
        assertThat(numbers(missed.path("items"), "seq")).containsExactly(1L, 3L);
        assertThat(missed.path("items").get(0).path("chatId").asString()).isEqualTo(chat.toString());
        assertThat(missed.path("hasMore").asBoolean()).isFalse();
        List<Long> applied = new ArrayList<>();
        missed.path("applied").forEach(offset -> applied.add(offset.asLong()));
        assertThat(applied).hasSameSizeAs(after);
        for (int partition = 0; partition < after.size(); partition++) {
            assertThat(applied.get(partition))
                    .as("partition %d", partition)
                    .isGreaterThanOrEqualTo(after.get(partition));
        }
        JsonNode upTo = missed.path("upTo");
        assertThat(upTo.size()).isEqualTo(1);
        int partition = Integer.parseInt(upTo.propertyNames().iterator().next());
        assertThat(upTo.path(Integer.toString(partition)).asLong())
                .isBetween(before.get(partition) + 3, applied.get(partition));
    }

    @Test
    void deletedMessagesAreNotUndelivered() {
        say(chat, bea, "uno");
        sayAndDelete(chat, bea, "dos");
        say(chat, bea, "tres");
        assertThat(numbers(undelivered(ana, "?partial=true").expect(200).path("items"), "seq"))
                .containsExactly(1L, 3L);
    }

    @Test
    void manyUsersGetMissedMessagesByTheirOwnTokens() {
        UUID cleo = newUser();
        say(chat, bea, "uno");
        say(chat, ana, "propio");
        say(chat, bea, "dos");
        JsonNode answers = as(cleo).post(
                        "/undelivered/query",
                        Map.of("tokens", List.of(token(cleo), token(ana), "no.token.atall", token(bea)), "limit", 10))
                .expect(200)
                .path("answers");
        assertThat(answers.size()).isEqualTo(4);
        assertThat(answers.get(0).path("missed").path("items")).isEmpty();
        assertThat(answers.get(2).path("code").asString()).isEqualTo("token_invalid");
        assertThat(answers.get(2).path("missed").isObject()).isFalse();
        assertThat(numbers(answers.get(3).path("missed").path("items"), "seq")).containsExactly(2L);
        JsonNode missed = answers.get(1).path("missed");
        assertThat(missed).isEqualTo(undelivered(ana, "?limit=10&partial=true").expect(200));
        assertThat(numbers(missed.path("items"), "seq")).containsExactly(1L, 3L);
        assertThat(missed.path("upTo").size()).isEqualTo(1);
    }

    @Test
    void moreMessagesThanTheLimitAreIndicated() {
        say(chat, bea, "uno");
        say(chat, bea, "dos");
        JsonNode missed = undelivered(ana, "?limit=1&partial=true").expect(200);
        assertThat(numbers(missed.path("items"), "seq")).containsExactly(1L);
        assertThat(missed.path("hasMore").asBoolean()).isTrue();
        assertThat(missed.path("upTo").size()).isEqualTo(1);
    }

    @Test
    void offsetsBeyondTheLogAreRefusedWithoutPartialAnswers() {
        say(chat, bea, "uno");
        String future = "0:" + (ends().getFirst() + 1_000_000);
        undelivered(ana, "", MIN_OFFSETS, future).expectProblem(ErrorCode.UNAVAILABLE);
        as(ana).get(history(), MIN_OFFSETS, future).expectProblem(ErrorCode.UNAVAILABLE);
        JsonNode missed = undelivered(ana, "?partial=true", MIN_OFFSETS, future).expect(200);
        assertThat(numbers(missed.path("items"), "seq")).containsExactly(1L);
        undelivered(ana, "", MIN_OFFSETS, "nonsense").expectProblem(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void historyIsForParticipantsAndTheNewestFirst() {
        say(chat, bea, "uno");
        say(chat, ana, "dos");
        JsonNode page = as(ana).get(history()).expect(200);
        assertThat(numbers(page.path("items"), "seq")).containsExactly(2L, 1L);
        assertThat(page.path("hasMore").asBoolean()).isFalse();
        as(newUser()).get(history()).expectProblem(ErrorCode.CHAT_NOT_FOUND);
        as(ana).get("/chats/" + UUID.randomUUID() + "/messages").expectProblem(ErrorCode.CHAT_NOT_FOUND);
    }

    @Test
    void oneMessageIsAsItIsNow() {
        sayAndDelete(chat, bea, "uno");
        JsonNode place = as(bea).get(history()).expect(200).path("items").get(0);
        JsonNode message =
                as(bea).get(history() + "/" + place.path("id").asString()).expect(200);
        assertThat(message.path("content").asString("none")).isEmpty();
        assertThat(message.path("deletedAt").asString()).isNotBlank();
        as(bea).get(history() + "/" + UUID.randomUUID()).expectProblem(ErrorCode.MESSAGE_NOT_FOUND);
        as(newUser()).get(history() + "/" + place.path("id").asString()).expectProblem(ErrorCode.CHAT_NOT_FOUND);
    }

    @Test
    void syncHasOnlyTheChangesSinceTheVersion() {
        say(chat, bea, "uno");
        JsonNode all = sync(Map.of()).path("chats").get(0);
        assertThat(all.path("chatId").asString()).isEqualTo(chat.toString());
        assertThat(all.path("seq").asLong()).isEqualTo(1);
        assertThat(all.path("complete").asBoolean()).isTrue();
        assertThat(numbers(all.path("messages"), "seq")).containsExactly(1L);
        assertThat(sync(Map.of(chat.toString(), all.path("version").asLong())).path("chats"))
                .isEmpty();
    }

    @Test
    void syncDescribesOnlyChatsThatAreNewToTheDevice() {
        say(chat, bea, "uno");
        JsonNode unknown = sync(Map.of()).path("chats").get(0);
        assertThat(unknown.path("type").asString()).isEqualTo("private");
        assertThat(unknown.path("participants").valueStream().map(JsonNode::asString))
                .containsExactlyInAnyOrder(ana.toString(), bea.toString());
        assertThat(unknown.path("createdBy").asString()).isEqualTo(ana.toString());
        assertThat(unknown.path("createdAt").asString()).endsWith("Z");
        JsonNode known = sync(Map.of(chat.toString(), 1L)).path("chats").get(0);
        assertThat(known.has("participants") || known.has("type") || known.has("createdBy") || known.has("createdAt"))
                .isFalse();
    }

    private JsonNode sync(Map<String, Long> versions) {
        return as(ana).post("/chats/sync", Map.of("chats", versions)).expect(200);
    }

    private Answer undelivered(UUID user, String query, String... headers) {
        return as(user).get("/chats/undelivered" + query, headers);
    }

    private String history() {
        return "/chats/" + chat + "/messages";
    }

    private static List<Long> numbers(JsonNode items, String field) {
        List<Long> numbers = new ArrayList<>();
        items.forEach(item -> numbers.add(item.path(field).asLong()));
        return numbers;
    }
}
