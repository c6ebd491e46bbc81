package io.livemarket.chat.projection;

import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.ChatArranged;
import io.livemarket.events.chat.ChatEvent.ChatHidden;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatEvent.DealConfirmed;
import io.livemarket.events.chat.ChatEvent.DealWithdrawn;
import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageEdited;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.ChatEvent.MessagesDelivered;
import io.livemarket.events.chat.ChatEvent.MessagesRead;
import io.livemarket.events.chat.ChatEvent.ReceiptsAdvanced;
import io.livemarket.events.chat.ChatRole;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.GroupEvent;
import io.livemarket.events.chat.ListingEvent;
import io.livemarket.events.chat.ListingEvent.ListingChanged;
import io.livemarket.events.chat.OfferEvent;
import io.livemarket.events.chat.OfferEvent.OfferMade;
import io.livemarket.events.chat.Receipt;
import io.livemarket.events.chat.SafetyEvent;
import io.livemarket.events.chat.SafetyEvent.MessageWarned;
import io.livemarket.events.chat.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The read model of one chat: the fields that lists show, the participants' watermarks and counts, and the messages
 * that were changed most recently. A fold of the chat's events.
 *
 * @param opening the facts of the opening, which never change but for a group's name
 * @param progress the newest positions and times
 * @param last the newest message with its later changes; absent in a chat without messages
 * @param changes the newest edits and deletions, and the warned messages
 * @param group the admins and invitations of a group; absent for a private chat
 * @param listing the listing that the chat is about, after its newest change; absent before the first change
 */
public record ChatDocument(
        Opening opening,
        Progress progress,
        List<Reader> readers,
        @Nullable MessageView last,
        RecentChanges changes,
        DealView deal,
        @Nullable GroupDocument group,
        @Nullable ListingView listing) {

    /** The number of remaining messages up to which each {@code MessagesRead} counts them anew. */
    static final int RECOUNTED = 50;

    /**
     * The facts of a chat's opening.
     *
     * @param name the name of a group, as it is now; absent in a private chat
     * @param subject the thing that a private chat is about; absent in any other chat
     */
    record Opening(
            UUID chatId,
            ChatType type,
            @Nullable String name,
            @Nullable UUID createdBy,
            Instant createdAt,
            @Nullable Subject subject) {}

    /**
     * The newest positions and times of a chat.
     *
     * @param seq the {@code seq} of the newest message; 0 before the first message
     * @param version the number of changes to the chat
     * @param updatedAt the time of the newest event
     * @param activeAt the time of the newest message, or of the opening; lists are sorted by it
     */
    record Progress(long seq, long version, Instant updatedAt, Instant activeAt) {

        Progress afterMessage(MessageSent e) {
            return new Progress(e.seq(), e.version(), e.createdAt(), e.createdAt());
        }

        Progress afterChange(long newVersion, Instant at) {
            return new Progress(seq, newVersion, at, activeAt);
        }
    }

    /**
     * The newest changes of a chat's messages: edits, deletions, and changes of the offers that they show.
     *
     * @param touched at most {@link #MOST}, in the order of their versions
     * @param completeAfter {@code touched} holds every change after this version
     * @param warned the messages of which recipients are warned
     */
    record RecentChanges(List<Touch> touched, long completeAfter, WarnedMessages warned) {

        static final int MOST = 100;
        static final RecentChanges NONE = new RecentChanges(List.of(), 0, WarnedMessages.NONE);

        private RecentChanges with(WarnedMessages newWarned) {
            return new RecentChanges(touched, completeAfter, newWarned);
        }

        RecentChanges with(Touch newest) {
            List<Touch> all = new ArrayList<>(touched);
            all.add(newest);
            if (all.size() <= MOST) {
                return new RecentChanges(List.copyOf(all), completeAfter, warned);
            }
            // A counter-offer changes two messages at one version, which are left out together.
            long after = all.getFirst().version();
            return new RecentChanges(
                    all.stream().filter(touch -> touch.version() > after).toList(), after, warned);
        }
    }

    /** A change of the message {@code seq}, at the chat's version after it. */
    record Touch(long version, long seq) {}

    /** Finds the stored messages of a chat that do not count as unread for a participant. */
    interface Uncounted {

        /**
         * Counts the messages {@code afterSeq < seq <= upToSeq} that are the user's own, were withheld from the user
         * when they were sent, or were deleted before the given version of the chat. Needed when the user has read only
         * a part of the messages.
         */
        long countAfter(UUID chatId, UUID userId, long afterSeq, long upToSeq, long version);

        /** The ids of the users that did not get a message at its sending. */
        Collection<String> withheldWhenSent(UUID chatId, long seq);
    }

    static ChatDocument of(ChatOpened e) {
        List<Reader> readers =
                e.participants().stream().map(id -> Reader.of(id, e.roles())).toList();
        return new ChatDocument(
                new Opening(e.chatId(), e.type(), e.name(), e.createdBy(), e.createdAt(), e.subject()),
                new Progress(0, e.version(), e.createdAt(), e.createdAt()),
                readers,
                null,
                RecentChanges.NONE,
                DealView.NONE,
                GroupDocument.of(e),
                null);
    }

    UUID chatId() {
        return opening.chatId();
    }

    ChatType type() {
        return opening.type();
    }

    long seq() {
        return progress.seq();
    }

    long version() {
        return progress.version();
    }

    /** The product of the listing that the chat is about; empty for any other chat. */
    Optional<UUID> listedProduct() {
        return opening.subject() == null ? Optional.empty() : opening.subject().productId();
    }

    /** Whether the chat shows the listing as it was at this version of the product, or later. */
    boolean shows(long productVersion) {
        return listing != null && listing.version() >= productVersion;
    }

    /**
     * The role of a participant; absent in a chat about nothing without a person of support. All participants of a
     * group are members, but for a person of support.
     */
    @Nullable
    ChatRole role(UUID userId) {
        ChatRole own = reader(userId).map(Reader::role).orElse(null);
        return own == null && type() == ChatType.GROUP ? ChatRole.MEMBER : own;
    }

    /** Whether a participant is a person of support. */
    boolean hasSupport() {
        return readers.stream().anyMatch(reader -> reader.role() == ChatRole.SUPPORT);
    }

    Optional<Reader> reader(UUID userId) {
        return readers.stream().filter(reader -> reader.userId().equals(userId)).findFirst();
    }

    /**
     * The document after its next event.
     *
     * @param withheld the participants that do not get the event
     */
    ChatDocument apply(ChatEvent event, Collection<UUID> withheld, Uncounted uncounted) {
        return switch (event) {
            case ChatOpened _ -> throw new IllegalStateException("A chat opens once");
            case MessageSent e ->
                new ChatDocument(
                        opening,
                        progress.afterMessage(e),
                        afterMessage(e, withheld),
                        MessageView.of(e),
                        changes,
                        deal,
                        group,
                        listing);
            case MessageEdited e ->
                last != null && last.seq() == e.seq()
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
                                last != null && last.seq() == e.seq() ? last.deleted(e) : last,
                                mayBeSale()
                                        ? ResponseFold.after(e, afterDeletion(e, uncounted), last)
                                        : afterDeletion(e, uncounted))
                        .withoutWarning(e.seq());
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
            case ChatHidden e -> with(version(), e.at(), one(e.userId(), Reader::hide));
            case ReceiptsAdvanced e -> with(version(), e.at(), map(r -> afterReceipts(r, e, withheld, uncounted)));
            case ChatArranged e -> with(version(), e.at(), one(e.userId(), r -> r.arranged(e)));
            case OfferEvent e -> offer(e);
            case GroupEvent e -> GroupFold.after(this, e);
            case SafetyEvent e -> warned(e);
            case ListingEvent e -> listing(e);
        };
    }

    private List<Reader> afterMessage(MessageSent e, Collection<UUID> withheld) {
        List<Reader> after = map(
                r -> as(e.senderId(), r, withheld).afterMessage(e.senderId(), e.seq(), withheld.contains(r.userId())));
        return mayBeSale() ? ResponseFold.after(e, after, withheld) : after;
    }

    /** Whether the participants may be a seller and a buyer. A person of support buys nothing. */
    private boolean mayBeSale() {
        return opening.subject() != null && !hasSupport();
    }

    private Reader afterReceipts(Reader reader, ReceiptsAdvanced e, Collection<UUID> withheld, Uncounted uncounted) {
        for (Receipt receipt : e.receipts()) {
            if (receipt.userId().equals(reader.userId())) {
                Reader delivered = reader.withholding(withheld).delivered(receipt.deliveredUpTo());
                return receipt.readUpTo() <= reader.readUpTo()
                        ? delivered
                        : delivered.read(
                                receipt.readUpTo(), uncountedAfter(asRead(receipt, e.at()), reader, uncounted));
            }
        }
        return reader;
    }

    /**
     * A receipt as an event of its own. It follows the chat's newest change, which may be a deletion, and is counted as
     * an event after that change.
     */
    private MessagesRead asRead(Receipt receipt, Instant at) {
        return new MessagesRead(chatId(), version() + 1, receipt.userId(), receipt.readUpTo(), at);
    }

    /**
     * The number of uncounted messages after the new watermark. Either the messages after it are counted, if they are
     * few or fewer than those between the former watermark and the new one, or those in between are counted and
     * subtracted. Thus a participant who reads one message after another causes one count of each message, and not a
     * count of all later messages for each event. A count of all messages after the watermark also corrects wrong
     * counts in documents of earlier versions.
     */
    private long uncountedAfter(MessagesRead e, Reader reader, Uncounted uncounted) {
        long left = seq() - e.upToSeq();
        long passed = e.upToSeq() - reader.readUpTo();
        return left <= RECOUNTED || left <= passed || passed < 0
                ? uncounted.countAfter(chatId(), e.userId(), e.upToSeq(), seq(), e.version())
                : Math.max(
                        0,
                        reader.uncounted()
                                - uncounted.countAfter(
                                        chatId(), e.userId(), reader.readUpTo(), e.upToSeq(), e.version()));
    }

    /** The document at a later version, after an event of an unknown type. */
    ChatDocument skipTo(long newVersion) {
        return with(newVersion, progress.updatedAt(), readers);
    }

    /**
     * The participants after a deletion. In a private chat no message is withheld, because a block rejects messages. A
     * participant without unread messages stays unchanged: documents of earlier versions lack the users that did not
     * get an edited message at its sending.
     */
    private List<Reader> afterDeletion(MessageDeleted e, Uncounted uncounted) {
        if (e.seq() > seq()) {
            return readers; // The message's MessageSent is unreadable, so that the message was never counted.
        }
        Collection<String> withheld =
                type() == ChatType.PRIVATE ? List.of() : uncounted.withheldWhenSent(chatId(), e.seq());
        return map(reader -> withheld.contains(reader.userId().toString()) || reader.unread(seq()) <= 0
                ? reader
                : reader.afterDeletion(e.senderId(), e.seq()));
    }

    private static Reader as(UUID author, Reader reader, Collection<UUID> withheld) {
        return reader.userId().equals(author) ? reader.withholding(withheld) : reader;
    }

    private ChatDocument withoutWarning(long messageSeq) {
        return changes.warned().isEmpty()
                ? this
                : new ChatDocument(
                        opening,
                        progress,
                        readers,
                        last,
                        changes.with(changes.warned().without(messageSeq)),
                        deal,
                        group,
                        listing);
    }

    private ChatDocument warned(SafetyEvent event) {
        return switch (event) {
            case MessageWarned e ->
                new ChatDocument(
                        opening,
                        progress.afterChange(version(), e.at()),
                        readers,
                        last,
                        changes.with(changes.warned().with(e)),
                        deal,
                        group,
                        listing);
        };
    }

    /** The messages as the viewer may see them, with the warnings for their recipients. */
    List<MessageView> shown(List<MessageView> messages, UUID viewer) {
        return changes.warned().isEmpty()
                ? messages
                : messages.stream()
                        .map(message -> changes.warned().shown(message, viewer))
                        .toList();
    }

    private ChatDocument touch(
            long newVersion, long messageSeq, Instant at, @Nullable MessageView newLast, List<Reader> newReaders) {
        return new ChatDocument(
                opening,
                progress.afterChange(newVersion, at),
                newReaders,
                newLast,
                changes.with(new Touch(newVersion, messageSeq)),
                deal,
                group,
                listing);
    }

    private ChatDocument with(long newVersion, Instant at, List<Reader> newReaders) {
        return new ChatDocument(
                opening, progress.afterChange(newVersion, at), newReaders, last, changes, deal, group, listing);
    }

    private ChatDocument with(long newVersion, Instant at, DealView newDeal) {
        return new ChatDocument(
                opening, progress.afterChange(newVersion, at), readers, last, changes, newDeal, group, listing);
    }

    /** The document after a change of a group. */
    ChatDocument with(GroupEvent e, List<Reader> newReaders, GroupDocument newGroup) {
        return new ChatDocument(
                opening, progress.afterChange(e.version(), e.at()), newReaders, last, changes, deal, newGroup, listing);
    }

    ChatDocument renamed(String name) {
        Opening newOpening =
                new Opening(chatId(), type(), name, opening.createdBy(), opening.createdAt(), opening.subject());
        return new ChatDocument(newOpening, progress, readers, last, changes, deal, group, listing);
    }

    /** The part of a group; that of a new group for a document that was stored by an earlier version. */
    GroupDocument groupOrOpened() {
        return group == null ? GroupDocument.opened(opening.createdBy(), null) : group;
    }

    /** The first message that a participant may see: 1, but for a member who joined a group later. */
    long visibleFrom(UUID userId) {
        return group == null ? 1 : group.visibleFrom().getOrDefault(userId, 1L);
    }

    private ChatDocument offer(OfferEvent e) {
        Long countered = e instanceof OfferMade made ? made.countersSeq() : null;
        RecentChanges before = countered == null ? changes : changes.with(new Touch(e.version(), countered));
        return new ChatDocument(
                opening,
                progress.afterChange(e.version(), e.at()),
                mayBeSale() ? ResponseFold.after(e, readers) : readers,
                last == null ? null : last.after(e),
                before.with(new Touch(e.version(), e.seq())),
                deal,
                group,
                listing);
    }

    private ChatDocument listing(ListingEvent e) {
        return switch (e) {
            case ListingChanged changed ->
                new ChatDocument(
                        opening,
                        progress.afterChange(changed.version(), changed.at()),
                        readers,
                        last,
                        changes,
                        deal,
                        group,
                        ListingView.of(changed));
        };
    }

    private List<Reader> map(UnaryOperator<Reader> change) {
        return readers.stream().map(change).toList();
    }

    private List<Reader> one(UUID userId, UnaryOperator<Reader> change) {
        return map(reader -> reader.userId().equals(userId) ? change.apply(reader) : reader);
    }
}
