package io.livemarket.chat.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.chat.domain.ChatFixtures.Past;
import io.livemarket.chat.domain.Decision.Accepted;
import io.livemarket.chat.domain.Decision.Rejected;
import io.livemarket.chat.domain.Decision.Unchanged;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatCommand.SendMessage;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.errors.ErrorCode;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Tests of the decider in the form of its rules: given past events, when a command, then a decision. */
final class Deciding {

    private final InMemoryChatLookups memory = new InMemoryChatLookups(
            Set.of(ChatFixtures.ALICE, ChatFixtures.BOB, ChatFixtures.CAROL, ChatFixtures.MALLORY));
    private Chat chat = Chat.NONE;

    private Deciding() {}

    /** A chat to which this happened, in this order. */
    static Deciding given(Past... past) {
        Deciding deciding = new Deciding();
        for (Past one : past) {
            ChatEvent event = one.after(deciding.chat);
            deciding.happens(asked(event), event);
        }
        return deciding;
    }

    /** A chat after this was asked for and allowed. */
    Deciding and(ChatCommand command) {
        assertThat(ChatDecider.decide(chat, command, memory))
                .isInstanceOfSatisfying(
                        Accepted.class, accepted -> accepted.events().forEach(event -> happens(command, event)));
        return this;
    }

    /** Adds an uploaded file. */
    Deciding with(UUID fileId, Attachments.SentFile file) {
        memory.stored(fileId, file);
        return this;
    }

    /** Adds or replaces a product. */
    Deciding withProduct(UUID productId, ListedProduct product) {
        memory.listed(productId, product);
        return this;
    }

    /** And the time of this offer was over. */
    Deciding andExpired(UUID offerId, Instant at) {
        happens(
                null,
                OfferDecider.expired((Chat.Open) chat, memory.offer(offerId).orElseThrow(), at));
        return this;
    }

    /** And one of these two blocks the other. */
    Deciding andBlocked(UUID one, UUID other) {
        memory.block(one, other);
        return this;
    }

    /** And this user deleted the account. */
    Deciding andDeleted(UUID user) {
        memory.delete(user);
        return this;
    }

    /** And the answers to idempotency keys are kept no more. */
    Deciding andAnswersDropped() {
        memory.dropAnswers();
        return this;
    }

    Outcome when(ChatCommand command) {
        return new Outcome(chat, ChatDecider.decide(chat, command, memory));
    }

    private void happens(ChatCommand command, ChatEvent event) {
        chat = Chat.evolve(chat, event);
        memory.remember(command, event);
    }

    /** The send that a message came from; no other event needs its command to be remembered. */
    private static ChatCommand asked(ChatEvent event) {
        return event instanceof MessageSent e
                ? new SendMessage(
                        e.chatId(),
                        e.senderId(),
                        null,
                        e.id(),
                        e.type(),
                        e.content(),
                        e.attachments(),
                        e.productId(),
                        e.replyTo(),
                        e.clientMessageId(),
                        e.createdAt())
                : null;
    }

    /** The decision on a command. */
    record Outcome(Chat before, Decision decision) {

        void thenRejected(ErrorCode reason) {
            assertThat(decision).isEqualTo(new Rejected(reason));
        }

        /** Nothing happens, and no message is answered with. */
        void thenWasDeleted(long seq, Instant deletedAt) {
            assertThat(decision).isInstanceOfSatisfying(Unchanged.class, unchanged -> {
                assertThat(unchanged.version()).isEqualTo(before.version());
                assertThat(unchanged.deleted().seq()).isEqualTo(seq);
                assertThat(unchanged.deleted().deletedAt()).isEqualTo(deletedAt);
            });
        }

        void thenUnchanged() {
            assertThat(decision).isEqualTo(new Unchanged(before.version(), null));
        }

        void thenAnsweredAgainWith(MessageSent message) {
            assertThat(decision).isEqualTo(new Unchanged(before.version(), message));
        }

        void thenHappened(ChatEvent... events) {
            assertThat(decision).isEqualTo(new Accepted(List.of(events)));
        }

        void thenAccepted() {
            assertThat(decision).isInstanceOf(Accepted.class);
        }

        /** The events of an accepted command. */
        List<ChatEvent> events() {
            assertThat(decision).isInstanceOf(Accepted.class);
            return ((Accepted) decision).events();
        }

        /** The chat after the past events. */
        Chat.Open afterwards() {
            assertThat(decision).isInstanceOf(Accepted.class);
            Chat after = before;
            for (ChatEvent event : ((Accepted) decision).events()) {
                after = Chat.evolve(after, event);
            }
            return (Chat.Open) after;
        }
    }
}
