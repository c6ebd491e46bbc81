package io.livemarket.chat.kafka;

import io.livemarket.chat.content.Screener;
import io.livemarket.chat.domain.Attachments.SentFile;
import io.livemarket.chat.domain.Chat;
import io.livemarket.chat.domain.ChatLookups;
import io.livemarket.chat.domain.ListedProduct;
import io.livemarket.chat.domain.Offer;
import io.livemarket.chat.domain.Screening;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatRole;
import io.livemarket.events.chat.GroupEvent;
import io.livemarket.events.chat.ListingEvent;
import io.livemarket.events.chat.OfferEvent;
import io.livemarket.events.chat.SafetyEvent;
import io.livemarket.kit.engine.Entries;
import io.livemarket.kit.engine.PartitionState;
import io.livemarket.kit.engine.ValueCodec;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The state of one partition. Chats, messages and first answers are the fold of its events; blocks, and the digests of
 * requests whose words were masked, are in no event and therefore in the journal. The entry of a message is kept for
 * ever, its first answer is not ({@link IdempotencyKeys}).
 */
final class ChatState implements ChatLookups {

    private static final int CHATS_KEPT = 4_096;
    private static final int BLOCKS_KEPT = 4_096;
    private static final ValueCodec<Integer> FLAGS = new ValueCodec<>(flags -> new byte[] {flags.byteValue()}, bytes ->
            (int) ByteBuffer.wrap(bytes).get());

    private final Entries<Chat.Open> chats;
    private final Entries<Message> messages;
    private final IdempotencyKeys answers;
    private final OfferEntries offers;
    private final Blocks blocks;
    private final ContactLimits contactLimits;
    private final ReferenceData reference;
    private final Screener screener;

    /** @param answersKept how long the first answer to an idempotency key is kept, in whole days */
    ChatState(PartitionState state, ReferenceData reference, Screener screener, Duration answersKept) {
        this.chats = state.derived("chat:", ValueCodec.json(Chat.Open.class), CHATS_KEPT);
        this.messages = state.derived("message:", ValueCodec.json(Message.class), 0);
        this.answers = new IdempotencyKeys(state, answersKept);
        this.offers = new OfferEntries(state);
        this.blocks = new Blocks(state.journaled("block:", FLAGS, BLOCKS_KEPT));
        this.contactLimits = new ContactLimits(state.journaled("contact-limit:", ValueCodec.json(Long.class), 0));
        this.reference = reference;
        this.screener = screener;
    }

    Chat chat(UUID chatId) {
        return chats.get(chatId.toString()).<Chat>map(open -> open).orElse(Chat.NONE);
    }

    Blocks blocks() {
        return blocks;
    }

    ContactLimits contactLimits() {
        return contactLimits;
    }

    /** Counts a chat that was just opened, if the account is new. */
    void contacted(ChatEvent.ChatOpened opened) {
        if (opened.byParticipant() && reference.isNewAccount(opened.createdBy(), opened.createdAt())) {
            reference.firstContacts().add(opened.createdBy(), opened.createdAt());
        }
    }

    /**
     * Stages the changes of an event. An event that the state already contains changes nothing.
     *
     * @return the chat after the event
     */
    Chat apply(ChatEvent event) {
        Chat before = chat(event.chatId());
        if (event.counts() ? event.version() <= before.version() : event.version() < before.version()) {
            return before;
        }
        Chat after = Chat.evolve(before, event);
        put(after);
        switch (event) {
            case ChatEvent.MessageSent e -> {
                put(Message.of(e));
                answers.keep(e);
            }
            case ChatEvent.MessageDeleted e -> put(Message.of(e));
            case OfferEvent e -> offers.apply(e);
            case SafetyEvent _ -> {}
            case ChatEvent.ChatOpened _,
                    ChatEvent.MessageEdited _,
                    ChatEvent.MessagesDelivered _,
                    ChatEvent.MessagesRead _,
                    ChatEvent.DealConfirmed _,
                    ChatEvent.DealWithdrawn _,
                    ChatEvent.ChatHidden _,
                    ChatEvent.ReceiptsAdvanced _,
                    ChatEvent.ChatArranged _,
                    GroupEvent _,
                    ListingEvent _ -> {}
        }
        return after;
    }

    /** Stages an event of an unknown type: its version counts, if it is the chat's next one. */
    void applyUnknown(UUID chatId, long version) {
        put(Chat.evolveUnknown(chat(chatId), version));
    }

    /** The offers of the partition. */
    OfferEntries offers() {
        return offers;
    }

    /** Stages the digest of a request whose words were masked, with which a repeat is compared. */
    void keepDigest(UUID messageId, String digest) {
        answers.keepDigest(messageId, digest);
    }

    /** Stages a digest from the state of version 0.1.0 or earlier. */
    void restoreDigest(UUID messageId, String digest) {
        answers.restoreDigest(messageId, digest);
    }

    private void put(Chat chat) {
        if (chat instanceof Chat.Open open) {
            chats.put(open.chatId().toString(), open);
        }
    }

    private void put(Message message) {
        messages.put(message.id().toString(), message);
    }

    @Override
    public Optional<Message> message(UUID messageId) {
        return messages.get(messageId.toString());
    }

    @Override
    public boolean isUsed(UUID chatId, UUID senderId, String key) {
        return answers.isUsed(chatId, senderId, key);
    }

    @Override
    public Optional<FirstAnswer> firstAnswer(UUID chatId, UUID senderId, String key) {
        return answers.firstAnswer(chatId, senderId, key);
    }

    @Override
    public boolean userExists(UUID userId) {
        return reference.userExists(userId);
    }

    @Override
    public boolean userDeleted(UUID userId) {
        return reference.userDeleted(userId);
    }

    @Override
    public boolean isNewAccount(UUID userId, Instant at) {
        return reference.isNewAccount(userId, at);
    }

    @Override
    public OptionalInt chatsPerHour(UUID userId, Instant at) {
        int limit = reference.firstContacts().limit();
        return limit > 0 && reference.isNewAccount(userId, at) ? OptionalInt.of(limit) : OptionalInt.empty();
    }

    @Override
    public Optional<Instant> mayContactFrom(UUID userId, Instant at) {
        return chatsPerHour(userId, at).isEmpty()
                ? Optional.empty()
                : contactLimits
                        .until(userId, at)
                        .or(() -> reference.firstContacts().mayContactFrom(userId, at));
    }

    @Override
    public Optional<SentFile> file(UUID fileId) {
        return reference.file(fileId);
    }

    @Override
    public boolean blockBetween(UUID one, UUID other) {
        return blocks.between(one, other);
    }

    @Override
    public boolean blocks(UUID blocker, UUID other) {
        return blocks.has(blocker, other);
    }

    @Override
    public Optional<Offer> offer(UUID offerId) {
        return offers.get(offerId);
    }

    @Override
    public Optional<ListedProduct> product(UUID productId) {
        return reference.product(productId);
    }

    @Override
    public Screening screen(String content, boolean afterDeal, @Nullable ChatRole role) {
        return screener.screen(content, afterDeal, role);
    }
}
