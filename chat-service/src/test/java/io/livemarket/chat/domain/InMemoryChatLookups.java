package io.livemarket.chat.domain;

import io.livemarket.events.chat.ChatCommand;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.ChatRole;
import io.livemarket.events.chat.OfferEvent;
import io.livemarket.events.chat.OfferState;
import io.livemarket.events.chat.RecipientWarning;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Look-ups in maps, which are filled from commands and their events. */
final class InMemoryChatLookups implements ChatLookups {

    private final Map<UUID, Message> messages = new HashMap<>();
    private final Map<List<Object>, Optional<FirstAnswer>> answers = new HashMap<>();
    private final Map<UUID, Attachments.SentFile> files = new HashMap<>();
    private final Map<UUID, Offer> offers = new HashMap<>();
    private final Map<UUID, ListedProduct> products = new HashMap<>();
    private final Set<UUID> users;
    private final Set<List<UUID>> blocks = new HashSet<>();
    private final Set<UUID> deleted = new HashSet<>();
    private final Set<UUID> newAccounts = new HashSet<>();

    InMemoryChatLookups(Set<UUID> users) {
        this.users = users;
    }

    /** The look-ups as they are now, which change no more with these. */
    InMemoryChatLookups copy() {
        InMemoryChatLookups copy = new InMemoryChatLookups(users);
        copy.messages.putAll(messages);
        copy.answers.putAll(answers);
        copy.files.putAll(files);
        copy.blocks.addAll(blocks);
        copy.deleted.addAll(deleted);
        copy.newAccounts.addAll(newAccounts);
        copy.offers.putAll(offers);
        copy.products.putAll(products);
        return copy;
    }

    void remember(ChatCommand command, ChatEvent event) {
        if (event instanceof MessageSent e) {
            messages.put(e.id(), Message.of(e));
            if (e.clientMessageId() != null) {
                FirstAnswer answer = FirstAnswers.of(e);
                answers.put(
                        List.of(e.chatId(), e.senderId(), e.clientMessageId()),
                        Optional.of(
                                command instanceof ChatCommand.SendMessage send
                                        ? answer.withDigest(ContentDigest.of(send))
                                        : answer));
            }
        } else if (event instanceof MessageDeleted e) {
            messages.put(e.id(), Message.of(e));
        } else if (event instanceof OfferEvent e) {
            remember(e);
        }
    }

    private void remember(OfferEvent event) {
        switch (event) {
            case OfferEvent.OfferMade e -> {
                offers.put(e.offerId(), new Offer(e, OfferState.OPEN));
                offers.computeIfPresent(e.counters() == null ? e.chatId() : e.counters(), closed(OfferState.COUNTERED));
            }
            case OfferEvent.OfferAccepted e -> offers.computeIfPresent(e.offerId(), closed(OfferState.ACCEPTED));
            case OfferEvent.OfferDeclined e -> offers.computeIfPresent(e.offerId(), closed(OfferState.DECLINED));
            case OfferEvent.OfferWithdrawn e -> offers.computeIfPresent(e.offerId(), closed(OfferState.WITHDRAWN));
            case OfferEvent.OfferExpired e -> offers.computeIfPresent(e.offerId(), closed(OfferState.EXPIRED));
            case OfferEvent.OfferVoided e -> offers.computeIfPresent(e.offerId(), closed(OfferState.VOIDED));
        }
    }

    private static BiFunction<UUID, Offer, Offer> closed(OfferState state) {
        return (_, offer) -> offer.as(state);
    }

    /** Adds or replaces a product. */
    void listed(UUID productId, ListedProduct product) {
        products.put(productId, product);
    }

    @Override
    public Optional<Offer> offer(UUID offerId) {
        return Optional.ofNullable(offers.get(offerId));
    }

    @Override
    public Optional<ListedProduct> product(UUID productId) {
        return Optional.ofNullable(products.get(productId));
    }

    @Override
    public Optional<Message> message(UUID messageId) {
        return Optional.ofNullable(messages.get(messageId));
    }

    @Override
    public boolean isUsed(UUID chatId, UUID senderId, String key) {
        return answers.containsKey(List.of(chatId, senderId, key));
    }

    @Override
    public Optional<FirstAnswer> firstAnswer(UUID chatId, UUID senderId, String key) {
        return answers.getOrDefault(List.of(chatId, senderId, key), Optional.empty());
    }

    /** Drops all first answers, as after their retention. */
    void dropAnswers() {
        answers.replaceAll((_, _) -> Optional.empty());
    }

    void stored(UUID fileId, Attachments.SentFile file) {
        files.put(fileId, file);
    }

    @Override
    public Optional<Attachments.SentFile> file(UUID fileId) {
        return Optional.ofNullable(files.get(fileId));
    }

    @Override
    public boolean userExists(UUID userId) {
        return users.contains(userId);
    }

    @Override
    public boolean userDeleted(UUID userId) {
        return deleted.contains(userId);
    }

    @Override
    public boolean blockBetween(UUID one, UUID other) {
        return blocks(one, other) || blocks(other, one);
    }

    @Override
    public boolean blocks(UUID blocker, UUID other) {
        return blocks.contains(List.of(blocker, other));
    }

    @Override
    public boolean isNewAccount(UUID userId, Instant at) {
        return newAccounts.contains(userId);
    }

    /** A new account may open one chat an hour in these tests, and has done so. */
    @Override
    public Optional<Instant> mayContactFrom(UUID userId, Instant at) {
        return newAccounts.contains(userId) ? Optional.of(at.plusSeconds(60)) : Optional.empty();
    }

    @Override
    public OptionalInt chatsPerHour(UUID userId, Instant at) {
        return OptionalInt.empty();
    }

    void registeredLately(UUID user) {
        newAccounts.add(user);
    }

    void delete(UUID user) {
        deleted.add(user);
    }

    void block(UUID blocker, UUID other) {
        blocks.add(List.of(blocker, other));
    }

    /**
     * "rude" is masked, "vile" is refused as a threat, "pay first" as well where a seller writes it, "call" is warned
     * of unless a deal was agreed on, and is a contact; recipients are warned of "checkout".
     */
    @Override
    public Screening screen(String content, boolean afterDeal, @Nullable ChatRole role) {
        if (content.contains("vile") || role == ChatRole.SELLER && content.contains("pay first")) {
            return new Screening(content, "threat", false, List.of(), "a note");
        }
        boolean masked = content.contains("rude");
        boolean warned = content.contains("call") && !afterDeal;
        return new Screening(
                content.replace("rude", "****"),
                null,
                masked,
                warned ? List.of("contact_details") : List.of(),
                masked || warned ? "a note" : null,
                new Screening.Risks(
                        content.contains("checkout") ? List.of(RecipientWarning.PAYMENT_LINK) : List.of(),
                        content.contains("call")));
    }
}
