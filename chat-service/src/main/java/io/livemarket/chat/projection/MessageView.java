package io.livemarket.chat.projection;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.livemarket.events.chat.Attachment;
import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageEdited;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.MessageType;
import io.livemarket.events.chat.OfferEvent;
import io.livemarket.events.chat.OfferEvent.OfferMade;
import io.livemarket.events.chat.OfferState;
import io.livemarket.events.chat.RecipientWarning;
import io.livemarket.events.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message as its readers see it: {@code Message} of the protocol, whose JSON is flat.
 *
 * @param senderId absent for a message that is withheld from the reader
 * @param withheld true when this message is withheld from the reader and only its {@code seq} is shown; otherwise
 *     absent
 */
public record MessageView(
        @JsonUnwrapped Place place,
        @Nullable UUID senderId,
        MessageType type,
        @JsonUnwrapped Body body,
        @Nullable String clientMessageId,
        @JsonUnwrapped Times times,
        @JsonUnwrapped Moderated moderated,
        @Nullable Boolean withheld) {

    /**
     * The place of a message in its chat.
     *
     * @param version the chat's version at the message's last change
     */
    public record Place(UUID id, UUID chatId, long seq, long version) {

        private Place at(long newVersion) {
            return new Place(id, chatId, seq, newVersion);
        }
    }

    /**
     * The written part of a message, and the message and the product that it is about.
     *
     * @param content empty for a deleted message and for one that is withheld from the reader
     * @param offerId the id of the offer that the message shows; otherwise absent
     * @param offer that offer in its present state
     * @param system true when a service account of the marketplace wrote it, which is no participant; otherwise absent
     * @param productPrice the product's price when the message was sent; absent where the platform did not know it
     */
    public record Body(
            String content,
            @Nullable List<Attachment> attachments,
            @Nullable UUID productId,
            @Nullable UUID replyTo,
            @Nullable UUID offerId,
            @Nullable MessageOffer offer,
            @Nullable Boolean system,
            @Nullable Money productPrice) {

        private static final Body NONE = new Body("", null, null, null, null, null, null, null);

        private Body with(String newContent) {
            return new Body(newContent, attachments, productId, replyTo, offerId, offer, system, productPrice);
        }

        private Body with(@Nullable MessageOffer newOffer) {
            return new Body(content, attachments, productId, replyTo, offerId, newOffer, system, productPrice);
        }

        private Body deleted() {
            return new Body("", null, null, replyTo, null, null, system, null);
        }
    }

    /** The times of a message's sending, last edit and deletion. */
    public record Times(
            Instant createdAt,
            @Nullable Instant editedAt,
            @Nullable Instant deletedAt) {

        private static Times sent(Instant at) {
            return new Times(at, null, null);
        }
    }

    /**
     * The result of the rules on content.
     *
     * @param masked true when the rules masked words of the content; otherwise absent
     * @param warnings the categories that the sender is warned of; absent without a warning
     * @param recipientWarnings the warnings for the recipients; absent without one, and for the sender
     */
    public record Moderated(
            @Nullable Boolean masked,
            @Nullable List<String> warnings,
            @Nullable List<RecipientWarning.Shown> recipientWarnings) {

        private static final Moderated NOTHING = new Moderated(null, null);

        Moderated(@Nullable Boolean masked, @Nullable List<String> warnings) {
            this(masked, warnings, null);
        }
    }

    /** A message as it was sent. */
    public static MessageView of(MessageSent e) {
        return new MessageView(
                new Place(e.id(), e.chatId(), e.seq(), e.version()),
                e.senderId(),
                e.type(),
                new Body(
                        e.content(),
                        e.attachments(),
                        e.productId(),
                        e.replyTo(),
                        e.offerId(),
                        null,
                        e.system(),
                        e.productPrice()),
                e.clientMessageId(),
                Times.sent(e.createdAt()),
                new Moderated(e.masked(), e.warnings()),
                null);
    }

    MessageView edited(MessageEdited e) {
        return new MessageView(
                place.at(e.version()),
                senderId,
                type,
                body.with(e.content()),
                clientMessageId,
                new Times(times.createdAt(), e.editedAt(), times.deletedAt()),
                new Moderated(e.masked(), e.warnings()),
                withheld);
    }

    /** The message after its deletion: it keeps its {@code seq} and has no content. */
    MessageView deleted(MessageDeleted e) {
        return new MessageView(
                place.at(e.version()),
                senderId,
                type,
                body.deleted(),
                clientMessageId,
                new Times(times.createdAt(), times.editedAt(), e.deletedAt()),
                Moderated.NOTHING,
                withheld);
    }

    /** The message for a reader that does not get its content: its id, {@code seq} and time alone. */
    MessageView withheldFromReader() {
        return new MessageView(
                place, null, MessageType.TEXT, Body.NONE, null, Times.sent(times.createdAt()), Moderated.NOTHING, true);
    }

    /** The message for a recipient who is warned of it. */
    MessageView warned(List<RecipientWarning.Shown> warnings) {
        return new MessageView(
                place,
                senderId,
                type,
                body,
                clientMessageId,
                times,
                new Moderated(moderated.masked(), moderated.warnings(), warnings),
                withheld);
    }

    /** The message after an event about an offer: changed if it shows the offer, or one that the offer counters. */
    MessageView after(OfferEvent e) {
        MessageOffer offer = body.offer();
        if (e.seq() == seq()) {
            MessageOffer next = e instanceof OfferMade made
                    ? MessageOffer.of(made)
                    : offer == null ? null : offer.as(MessageOffer.stateAfter(e), e.at());
            return with(e.version(), next);
        }
        return e instanceof OfferMade made && Long.valueOf(seq()).equals(made.countersSeq()) && offer != null
                ? with(e.version(), offer.as(OfferState.COUNTERED, e.at()))
                : this;
    }

    private MessageView with(long newVersion, @Nullable MessageOffer newOffer) {
        return new MessageView(
                place.at(newVersion), senderId, type, body.with(newOffer), clientMessageId, times, moderated, withheld);
    }

    public long seq() {
        return place.seq();
    }

    public String content() {
        return body.content();
    }
}
