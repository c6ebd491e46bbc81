package io.livemarket.chat.domain;

import static io.livemarket.testkit.SendMessageBuilder.sendMessage;

import io.livemarket.chat.domain.ChatFixtures.Past;
import io.livemarket.chat.domain.Decision.Accepted;
import io.livemarket.chat.domain.Decision.Rejected;
import io.livemarket.chat.domain.Decision.Unchanged;
import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.testkit.Circumstance;
import io.livemarket.testkit.DeciderAdapter;
import io.livemarket.testkit.DeciderSpecification;
import io.livemarket.testkit.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** Given/when/then for {@link ChatDecider}: a past of {@link ChatFixtures}, and the answers of its look-ups. */
final class ChatSpecification implements DeciderAdapter<ChatSpecification.World, ChatCommand, ChatEvent, ErrorCode> {

    private static final Set<UUID> REGISTERED =
            Set.of(ChatFixtures.ALICE, ChatFixtures.BOB, ChatFixtures.CAROL, ChatFixtures.MALLORY);

    private ChatSpecification() {}

    /** A chat, and the look-ups at the time of the decision. */
    record World(Chat chat, InMemoryChatLookups lookups) {

        /** The chat, which is open. */
        Chat.Open open() {
            return (Chat.Open) chat;
        }

        private World after(ChatCommand command, List<ChatEvent> events) {
            Chat next = chat;
            InMemoryChatLookups known = lookups.copy();
            for (ChatEvent event : events) {
                next = Chat.evolve(next, event);
                known.remember(command, event);
            }
            return new World(next, known);
        }
    }

    /** The specification of a chat with these past events, in their order. */
    static DeciderSpecification<World, ChatCommand, ChatEvent, ErrorCode> given(Past... past) {
        World world = new World(Chat.NONE, new InMemoryChatLookups(REGISTERED));
        DeciderSpecification<World, ChatCommand, ChatEvent, ErrorCode> chat =
                DeciderSpecification.of(new ChatSpecification(), world, ChatFixtures.NOW);
        for (Past one : past) {
            chat = chat.happened(before -> one.after(before.chat()));
        }
        return chat;
    }

    /** A file was uploaded. */
    static Circumstance<World> uploaded(UUID fileId, Attachments.SentFile file) {
        return lookup("uploaded: " + file, lookups -> lookups.stored(fileId, file));
    }

    /** A product was listed, or changed. */
    static Circumstance<World> productListed(UUID productId, ListedProduct product) {
        return lookup("listed: " + product, lookups -> lookups.listed(productId, product));
    }

    /** One user blocks another one. */
    static Circumstance<World> blocked(UUID blocker, UUID other) {
        return lookup(blocker + " blocks " + other, lookups -> lookups.block(blocker, other));
    }

    /** A user deleted the account. */
    static Circumstance<World> accountDeleted(UUID user) {
        return lookup(user + " deleted the account", lookups -> lookups.delete(user));
    }

    /** The retention of first answers to idempotency keys is over. */
    static Circumstance<World> answersDropped() {
        return lookup("first answers are dropped", InMemoryChatLookups::dropAnswers);
    }

    private static Circumstance<World> lookup(String description, Consumer<InMemoryChatLookups> change) {
        return new Circumstance<>(description, world -> {
            InMemoryChatLookups known = world.lookups().copy();
            change.accept(known);
            return new World(world.chat(), known);
        });
    }

    /** The other parts are an accepted event's note, the message of a repeat, and the category of a rejection. */
    @Override
    public Outcome<World, ChatEvent, ErrorCode> decide(World world, ChatCommand command, Instant now) {
        return switch (ChatDecider.decide(world.chat(), command, world.lookups())) {
            case Accepted(List<ChatEvent> events, var note) -> {
                Outcome<World, ChatEvent, ErrorCode> accepted = Outcome.accepted(events, note);
                yield accepted.leadingTo(world.after(command, events));
            }
            case Unchanged(long version, var message, var deleted) ->
                Outcome.unchanged(version == world.chat().version() ? null : version, message, deleted);
            case Rejected(ErrorCode reason, var category, var _) -> Outcome.rejected(reason, category);
        };
    }

    @Override
    public World evolve(World world, ChatEvent event) {
        return world.after(asked(event), List.of(event));
    }

    /** The send that a message came from; no other event needs its command to be remembered. */
    private static ChatCommand asked(ChatEvent event) {
        return event instanceof MessageSent e
                ? sendMessage(e.chatId(), e.senderId(), e.id())
                        .type(e.type())
                        .content(e.content())
                        .attachments(e.attachments())
                        .productId(e.productId())
                        .replyTo(e.replyTo())
                        .key(e.clientMessageId())
                        .at(e.createdAt())
                        .build()
                : null;
    }
}
