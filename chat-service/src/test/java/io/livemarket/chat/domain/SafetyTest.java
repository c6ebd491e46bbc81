package io.livemarket.chat.domain;

import static io.livemarket.chat.domain.ChatFixtures.ALICE;
import static io.livemarket.chat.domain.ChatFixtures.BOB;
import static io.livemarket.chat.domain.ChatFixtures.MESSAGE_1;
import static io.livemarket.chat.domain.ChatFixtures.MESSAGE_2;
import static io.livemarket.chat.domain.ChatFixtures.NOW;
import static io.livemarket.chat.domain.ChatFixtures.PRIVATE;
import static io.livemarket.chat.domain.ChatFixtures.dealConfirmed;
import static io.livemarket.chat.domain.ChatFixtures.deleted;
import static io.livemarket.chat.domain.ChatFixtures.openPrivate;
import static io.livemarket.chat.domain.ChatFixtures.opened;
import static io.livemarket.chat.domain.ChatFixtures.send;
import static io.livemarket.chat.domain.ChatFixtures.sendTo;
import static io.livemarket.chat.domain.ChatFixtures.sent;
import static io.livemarket.chat.domain.ChatSpecification.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.chat.domain.Decision.Accepted;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatCommand.EditMessage;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.MessageEdited;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.SafetyCommand.WarnMessage;
import io.livemarket.events.chat.SafetyEvent.MessageWarned;
import io.livemarket.events.errors.ErrorCode;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Warnings of the recipients of a message. */
class SafetyTest {

    private static final String PAY = "pay at the checkout";
    private static final String CALL = "call me";

    @Test
    void aRiskyMessageIsFollowedByItsWarning() {
        assertThat(events(Set.of(), send(PRIVATE, BOB, MESSAGE_1, PAY, null), opened()))
                .satisfiesExactly(
                        first -> assertThat(first).isInstanceOf(MessageSent.class),
                        second -> assertThat(second).isEqualTo(warned(2, "payment_link")));
        assertThat(events(Set.of(), send(PRIVATE, BOB, MESSAGE_1, "hola", null), opened()))
                .hasSize(1);
    }

    @Test
    void aRiskyEditIsFollowedByItsWarning() {
        assertThat(events(Set.of(), new EditMessage(PRIVATE, BOB, MESSAGE_1, PAY, NOW), opened(), sent(BOB, MESSAGE_1)))
                .satisfiesExactly(
                        first -> assertThat(first).isInstanceOf(MessageEdited.class),
                        second -> assertThat(second).isEqualTo(warned(3, "payment_link")));
    }

    @Test
    void contactDetailsAreARiskOfNewAccountsAlone() {
        ChatCommand call = send(PRIVATE, BOB, MESSAGE_1, CALL, null);
        assertThat(events(Set.of(), call, opened())).hasSize(1);
        assertThat(events(Set.of(BOB), call, opened())).last().isEqualTo(warned(2, "contact_of_new_account"));
        assertThat(events(Set.of(ALICE), call, opened())).hasSize(1);
    }

    @Test
    void afterADealContactDetailsAreNoRisk() {
        ChatCommand call = send(PRIVATE, BOB, MESSAGE_1, CALL, null);
        assertThat(events(Set.of(BOB), call, opened(), dealConfirmed(ALICE, false), dealConfirmed(BOB, true)))
                .hasSize(1);
    }

    @Test
    void aWarningChangesNoVersion() {
        given(opened(), sent(BOB, MESSAGE_1))
                .when(new WarnMessage(PRIVATE, BOB, MESSAGE_1, "mass_message", NOW))
                .then(warned(2, "mass_message"));
    }

    @Test
    void aDeletedMessageNeedsNoWarning() {
        given(opened(), sent(BOB, MESSAGE_1), deleted(MESSAGE_1, 1, BOB))
                .when(new WarnMessage(PRIVATE, BOB, MESSAGE_1, "mass_message", NOW))
                .thenUnchanged();
    }

    @Test
    void onlyTheSendersMessageInTheChatIsWarnedOf() {
        given(opened(), sent(BOB, MESSAGE_1))
                .when(new WarnMessage(PRIVATE, BOB, MESSAGE_2, "mass_message", NOW))
                .thenRejected(ErrorCode.MESSAGE_NOT_FOUND);
        given(opened(), sent(BOB, MESSAGE_1))
                .when(new WarnMessage(PRIVATE, ALICE, MESSAGE_1, "mass_message", NOW))
                .thenRejected(ErrorCode.MESSAGE_NOT_FOUND);
        given().when(new WarnMessage(PRIVATE, BOB, MESSAGE_1, "mass_message", NOW))
                .thenRejected(ErrorCode.CHAT_NOT_FOUND);
    }

    @Test
    void aNewAccountBeyondItsLimitOpensNoChat() {
        InMemoryChatLookups lookups = new InMemoryChatLookups(Set.of(ALICE, BOB));
        lookups.registeredLately(BOB);
        Decision refused = new Decision.Rejected(ErrorCode.TOO_MANY_FIRST_CONTACTS, null, 60_000L);
        assertThat(ChatDecider.decide(Chat.NONE, openPrivate(BOB, ALICE), lookups))
                .isEqualTo(refused);
        assertThat(ChatDecider.decide(Chat.NONE, sendTo(BOB, ALICE, MESSAGE_1), lookups))
                .isEqualTo(refused);
        assertThat(ChatDecider.decide(Chat.NONE, sendTo(ALICE, BOB, MESSAGE_1), lookups))
                .isInstanceOf(Accepted.class);
        Chat there = Chat.evolve(Chat.NONE, opened().after(Chat.NONE));
        assertThat(ChatDecider.decide(there, sendTo(BOB, ALICE, MESSAGE_1), lookups))
                .isInstanceOf(Accepted.class);
    }

    private static MessageWarned warned(long version, String code) {
        return new MessageWarned(PRIVATE, version, 1, MESSAGE_1, BOB, List.of(code), NOW);
    }

    private static List<ChatEvent> events(Set<UUID> newAccounts, ChatCommand command, ChatFixtures.Past... past) {
        InMemoryChatLookups lookups = new InMemoryChatLookups(Set.of(ALICE, BOB));
        newAccounts.forEach(lookups::registeredLately);
        Chat chat = Chat.NONE;
        for (ChatFixtures.Past one : past) {
            ChatEvent event = one.after(chat);
            chat = Chat.evolve(chat, event);
            lookups.remember(command, event);
        }
        return ((Accepted) ChatDecider.decide(chat, command, lookups)).events();
    }
}
