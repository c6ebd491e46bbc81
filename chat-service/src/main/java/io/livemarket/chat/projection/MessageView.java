package io.livemarket.chat.projection;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.livemarket.events.chat.Attachment;
import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageEdited;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.MessageType;
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
     */
    public record Body(
            String content,
            @Nullable List<Attachment> attachments,
            @Nullable UUID productId,
            @Nullable UUID replyTo) {

        private static final Body NONE = new Body("", null, null, null);

        private Body with(String newContent) {
            return new Body(newContent, attachments, productId, replyTo);
        }

        private Body deleted() {
            return new Body("", null, null, replyTo);
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
     */
    public record Moderated(
            @Nullable Boolean masked, @Nullable List<String> warnings) {

        private static final Moderated NOTHING = new Moderated(null, null);
    }

    /** A message as it was sent. */
    public static MessageView of(MessageSent e) {
        return new MessageView(
                new Place(e.id(), e.chatId(), e.seq(), e.version()),
                e.senderId(),
                e.type(),
                new Body(e.content(), e.attachments(), e.productId(), e.replyTo()),
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

    public long seq() {
        return place.seq();
    }

    public String content() {
        return body.content();
    }
}
