package io.livemarket.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** {@code /chats/:id/deal}. */
class DealsIT {

    private static final String CALL_ME = "Call me on 612 345 678";
    private static RunningChatService service;
    private final ChatCalls ana = ChatCalls.of(service);
    private final ChatCalls bea = ChatCalls.of(service);

    @BeforeAll
    static void start() {
        service = RunningChatService.shared();
    }

    @Test
    void aDealRelaxesTheRulesUntilAParticipantWithdraws() {
        String chat = ana.openPrivate(bea);
        assertThat(ana.chat(chat).path("deal").path("confirmedBy")).isEmpty();
        assertThat(sent(ana, chat).path("warnings").values())
                .extracting(JsonNode::asString)
                .containsExactly("contact_details");

        JsonNode alone = ana.rest().put(deal(chat), null).expect(200).path("deal");
        assertThat(ChatCalls.id(ana.chat(chat))).isEqualTo(chat);
        assertThat(alone.path("confirmedBy").values())
                .extracting(JsonNode::asString)
                .containsExactly(ana.user().toString());
        assertThat(alone.path("agreedAt").isNull() || alone.path("agreedAt").isMissingNode())
                .isTrue();
        assertThat(sent(ana, chat).path("warnings"))
                .as("one alone agrees on nothing")
                .isNotEmpty();

        JsonNode both = bea.rest().put(deal(chat), null).expect(200).path("deal");
        assertThat(both.path("confirmedBy")).hasSize(2);
        assertThat(both.path("agreedAt").asString()).isNotBlank();
        assertThat(ana.chat(chat).path("deal")).isEqualTo(both);
        assertThat(sent(ana, chat).path("warnings")).isEmpty();
        assertThat(sent(bea, chat).path("warnings")).isEmpty();

        JsonNode left = bea.rest().delete(deal(chat)).expect(200).path("deal");
        assertThat(left.path("confirmedBy")).hasSize(1);
        assertThat(sent(ana, chat).path("warnings")).isNotEmpty();
    }

    @Test
    void askedForTwiceItIsTheSameDeal() {
        String chat = ana.openPrivate(bea);
        JsonNode first = ana.rest().put(deal(chat), null).expect(200);
        assertThat(ana.rest().put(deal(chat), null).expect(200)).isEqualTo(first);
        assertThat(bea.rest().delete(deal(chat)).expect(200).path("version")).isEqualTo(first.path("version"));
    }

    @Test
    void aClientLearnsOfADealBySync() {
        String chat = ana.openPrivate(bea);
        ana.rest().put(deal(chat), null).expect(200);
        JsonNode missed = bea.sync(chat, 1);
        assertThat(missed.path("version").asLong()).isEqualTo(2);
        assertThat(missed.path("deal").path("confirmedBy").values())
                .extracting(JsonNode::asString)
                .containsExactly(ana.user().toString());
    }

    @Test
    void aGroupHasNone() {
        String group = ana.openGroup("Bici", bea);
        ana.rest().put(deal(group), null).expectProblem(ErrorCode.NOT_A_PRIVATE_CHAT);
        ana.rest().delete(deal(group)).expectProblem(ErrorCode.NOT_A_PRIVATE_CHAT);
        assertThat(ana.chat(group).path("version").asLong()).isEqualTo(1);
    }

    @Test
    void aChatThatIsNotThereHasNone() {
        ana.rest().put(deal(Ids.next().toString()), null).expectProblem(ErrorCode.CHAT_NOT_FOUND);
        ana.rest().put(deal("no-id"), null).expectProblem(ErrorCode.INVALID_ID);
    }

    private static JsonNode sent(ChatCalls by, String chat) {
        return by.trySend(chat, CALL_ME).expect(201);
    }

    private static String deal(String chat) {
        return "/chats/" + chat + "/deal";
    }
}
