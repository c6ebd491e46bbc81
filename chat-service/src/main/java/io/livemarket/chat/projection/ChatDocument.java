package io.livemarket.chat.projection;

import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.ChatHidden;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatEvent.DealConfirmed;
import io.livemarket.events.chat.ChatEvent.DealWithdrawn;
import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageEdited;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.ChatEvent.MessagesDelivered;
import io.livemarket.events.chat.ChatEvent.MessagesRead;
import io.livemarket.events.chat.ChatType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * The read model of one chat: what lists show, each participant's watermarks, and which older messages changed lately.
 *
 * @param last the newest message as it is now, or null
 * @param activeAt when it was opened or last written to: what lists are sorted by
 * @param touched the newest changes to messages already sent, at most {@link #TOUCHED}, by version
 * @param touchedAfter every change to a sent message after this version is in {@code touched}
 */
public record ChatDocument(
        UUID chatId,
        ChatType type,
        String name,
        UUID createdBy,
        Instant createdAt,
        Instant updatedAt,
        Instant activeAt,
        long seq,
        long version,
        List<Reader> readers,
        MessageView last,
        List<Touch> touched,
        long touchedAfter,
        DealView deal) {

    static final int TOUCHED = 100;
    /** So many messages are counted again with each reading. */
    static final int RECOUNTED = 50;

    /** A message that was edited or deleted, and the chat's version then. */
    record Touch(long version, long seq) {}

    /** Which stored messages of a chat are no unread ones of a reader. */
    interface Uncounted {

        /**
         * Counts the messages {@code afterSeq < seq <= upToSeq} that are the user's own, were withheld from the user
         * when they were sent, or were deleted before a version of the chat; needed when the user reads a part of what
         * is there.
         */
        long countAfter(UUID chatId, UUID userId, long afterSeq, long upToSeq, long version);

        /** The users that a message was withheld from when it was sent, as text. */
        Collection<String> withheldWhenSent(UUID chatId, long seq);
    }

    static ChatDocument of(ChatOpened e) {
        List<Reader> readers = e.participants().stream()
                .map(id -> new Reader(id, 0, 0, 0, false))
                .toList();
        return new ChatDocument(
                e.chatId(),
                e.type(),
                e.name(),
                e.createdBy(),
                e.createdAt(),
                e.createdAt(),
                e.createdAt(),
                0,
                e.version(),
                readers,
                null,
                List.of(),
                0,
                DealView.NONE);
    }

    Optional<Reader> reader(UUID userId) {
        return readers.stream().filter(reader -> reader.userId().equals(userId)).findFirst();
    }

    /**
     * The document after the event, which must be the next one.
     *
     * @param withheld the participants who must not see the event
     */
    ChatDocument apply(ChatEvent event, Collection<UUID> withheld, Uncounted uncounted) {
        return switch (event) {
            case ChatOpened _ -> throw new IllegalStateException("A chat opens once");
            case MessageSent e ->
                new ChatDocument(
                        chatId,
                        type,
                        name,
                        createdBy,
                        createdAt,
                        e.createdAt(),
                        e.createdAt(),
                        e.seq(),
                        e.version(),
                        map(r -> as(e.senderId(), r, withheld)
                                .afterMessage(e.senderId(), e.seq(), withheld.contains(r.userId()))),
                        MessageView.of(e),
                        touched,
                        touchedAfter,
                        deal);
            case MessageEdited e ->
                isLast(e.seq())
                        ? touch(
                                e.version(),
                                e.seq(),
                                e.editedAt(),
                                last.edited(e),
                                map(r -> r.newestWithheld(withheld.contains(r.userId()))))
                        : touch(e.version(), e.seq(), e.editedAt(), last, readers);
            case MessageDeleted e ->
                touch(
                        e.version(),
                        e.seq(),
                        e.deletedAt(),
                        isLast(e.seq()) ? last.deleted(e) : last,
                        afterDeletion(e, uncounted));
            case MessagesDelivered e ->
                with(
                        e.version(),
                        e.at(),
                        one(e.userId(), r -> r.withholding(withheld).delivered(e.upToSeq())));
            case MessagesRead e ->
                with(
                        e.version(),
                        e.at(),
                        one(
                                e.userId(),
                                r -> r.withholding(withheld).read(e.upToSeq(), uncountedAfter(e, r, uncounted))));
            case DealConfirmed e -> with(e.version(), e.at(), deal.after(e));
            case DealWithdrawn e -> with(e.version(), e.at(), deal.after(e));
            case ChatHidden e -> with(version, e.at(), one(e.userId(), Reader::hide));
        };
    }

    /**
     * Counts the messages behind the new place where they are few, or fewer than the messages between the former place
     * and the new one. A reader of one message after another causes one count of each message, instead of a count of
     * all later messages for each reading. A count of the messages behind the new place also corrects counts in
     * documents of earlier versions.
     */
    private long uncountedAfter(MessagesRead e, Reader reader, Uncounted uncounted) {
        long left = seq - e.upToSeq();
        long passed = e.upToSeq() - reader.readUpTo();
        return left <= RECOUNTED || left <= passed || passed < 0
                ? uncounted.countAfter(chatId, e.userId(), e.upToSeq(), seq, e.version())
                : Math.max(
                        0,
                        reader.uncounted()
                                - uncounted.countAfter(
                                        chatId, e.userId(), reader.readUpTo(), e.upToSeq(), e.version()));
    }

    /** The document at a later version whose change is not known. */
    ChatDocument skipTo(long newVersion) {
        return with(newVersion, updatedAt, readers);
    }

    /**
     * In a private chat no message is withheld: a block refuses them. A reader without unread messages has none that is
     * deleted: documents of earlier versions do not hold of an edited message whether it was withheld when it was sent.
     */
    private List<Reader> afterDeletion(MessageDeleted e, Uncounted uncounted) {
        if (e.seq() > seq) {
            return readers; // The event that sent it cannot be read: it was never counted.
        }
        Collection<String> withheld =
                type == ChatType.PRIVATE ? List.of() : uncounted.withheldWhenSent(chatId, e.seq());
        return map(reader -> withheld.contains(reader.userId().toString()) || reader.unread(seq) <= 0
                ? reader
                : reader.afterDeletion(e.senderId(), e.seq()));
    }

    private static Reader as(UUID author, Reader reader, Collection<UUID> withheld) {
        return reader.userId().equals(author) ? reader.withholding(withheld) : reader;
    }

    private boolean isLast(long messageSeq) {
        return last != null && last.seq() == messageSeq;
    }

    private ChatDocument touch(
            long newVersion, long messageSeq, Instant at, MessageView newLast, List<Reader> newReaders) {
        List<Touch> all = new ArrayList<>(touched);
        all.add(new Touch(newVersion, messageSeq));
        boolean full = all.size() > TOUCHED;
        long complete = full ? all.getFirst().version() : touchedAfter;
        return new ChatDocument(
                chatId,
                type,
                name,
                createdBy,
                createdAt,
                at,
                activeAt,
                seq,
                newVersion,
                newReaders,
                newLast,
                List.copyOf(full ? all.subList(1, all.size()) : all),
                complete,
                deal);
    }

    private ChatDocument with(long newVersion, Instant at, List<Reader> newReaders) {
        return new ChatDocument(
                chatId,
                type,
                name,
                createdBy,
                createdAt,
                at,
                activeAt,
                seq,
                newVersion,
                newReaders,
                last,
                touched,
                touchedAfter,
                deal);
    }

    private ChatDocument with(long newVersion, Instant at, DealView newDeal) {
        return new ChatDocument(
                chatId,
                type,
                name,
                createdBy,
                createdAt,
                at,
                activeAt,
                seq,
                newVersion,
                readers,
                last,
                touched,
                touchedAfter,
                newDeal);
    }

    private List<Reader> map(UnaryOperator<Reader> change) {
        return readers.stream().map(change).toList();
    }

    private List<Reader> one(UUID userId, UnaryOperator<Reader> change) {
        return map(reader -> reader.userId().equals(userId) ? change.apply(reader) : reader);
    }
}
