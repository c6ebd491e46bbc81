package io.livemarket.chat.domain;

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
import io.livemarket.events.chat.SafetyEvent;
import io.livemarket.events.chat.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The state of a chat on which its commands are decided: the fold of its events. Messages are found by
 * {@link ChatLookups}.
 */
public sealed interface Chat {

    /** The chat before its first event. */
    Chat NONE = new NotOpened();

    /** The number of changes to the chat, without gaps; 0 before the chat is opened. */
    long version();

    /** A chat without events. */
    record NotOpened() implements Chat {
        @Override
        public long version() {
            return 0;
        }
    }

    /**
     * A chat that was opened.
     *
     * @param seq the {@code seq} of its newest message; 0 before the first message
     * @param updatedAt the time of its newest event; the times of a chat's events never go back
     * @param deal the deal of a private chat; {@link Deal#NONE} where a stored state of an earlier version lacks it
     * @param offers the offers of a private chat; absent without an open or an accepted one
     * @param subject the thing that a private chat is about; absent for a chat about nothing, and for a group
     * @param group the admins and invitations of a group; absent for a private chat, and {@link Group#former} where a
     *     stored state of an earlier version lacks it
     * @param listingVersion the product's version at the newest change of the listing that the chat shows; absent
     *     before the first such change
     */
    record Open(
            UUID chatId,
            ChatType type,
            List<Participant> participants,
            long version,
            long seq,
            Instant updatedAt,
            Deal deal,
            @Nullable Offers offers,
            @Nullable Subject subject,
            @Nullable Group group,
            @Nullable Long listingVersion)
            implements Chat {

        public Open {
            deal = deal == null ? Deal.NONE : deal;
            group = group == null && type == ChatType.GROUP ? Group.former(participants) : group;
        }

        /**
         * The role of a participant; absent in a chat about nothing without a person of support. All participants of a
         * group are members, but for a person of support.
         */
        @Nullable
        ChatRole role(UUID userId) {
            ChatRole own = null;
            for (Participant participant : participants) {
                if (participant.userId().equals(userId)) {
                    own = participant.role();
                }
            }
            return own == null && type == ChatType.GROUP ? ChatRole.MEMBER : own;
        }

        /** Whether a participant is a person of support. */
        boolean hasSupport() {
            return participants.stream().anyMatch(participant -> participant.role() == ChatRole.SUPPORT);
        }

        public Optional<Participant> participant(UUID userId) {
            for (Participant participant : participants) {
                if (participant.userId().equals(userId)) {
                    return Optional.of(participant);
                }
            }
            return Optional.empty();
        }

        /** The user ids of all participants, in the order in which the chat was opened. */
        public List<UUID> members() {
            return participants.stream().map(Participant::userId).toList();
        }

        /** The chat after an event of an unknown type, which counts as one version and changes nothing else. */
        Open afterUnknown(long newVersion) {
            return new Open(
                    chatId,
                    type,
                    participants,
                    newVersion,
                    seq,
                    updatedAt,
                    deal,
                    offers,
                    subject,
                    group,
                    listingVersion);
        }

        Offers offersOrNone() {
            return offers == null ? Offers.NONE : offers;
        }

        /** Whether the two participants agreed on a deal, or on an offer that is not void. */
        boolean agreed() {
            return deal.agreed() || offers != null && offers.agreed() > 0;
        }

        /** Whether a participant other than this user read the message, even one who is no longer in the group. */
        boolean readByAnotherThan(UUID userId, long seq) {
            return participants.stream().anyMatch(other -> !other.userId().equals(userId) && other.hasRead(seq))
                    || (group != null && group.formerReadUpTo() != null && group.formerReadUpTo() >= seq);
        }

        private Open with(long newVersion, long newSeq, Instant at, UnaryOperator<Participant> change) {
            return new Open(
                    chatId,
                    type,
                    participants.stream().map(change).toList(),
                    newVersion,
                    newSeq,
                    at,
                    deal,
                    offers,
                    subject,
                    group,
                    listingVersion);
        }

        private Open with(long newVersion, Instant at, Deal newDeal) {
            return new Open(
                    chatId, type, participants, newVersion, seq, at, newDeal, offers, subject, group, listingVersion);
        }

        private Open with(OfferEvent e) {
            return new Open(
                    chatId,
                    type,
                    participants,
                    e.version(),
                    seq,
                    e.at(),
                    deal,
                    Offers.after(offers, e),
                    subject,
                    group,
                    listingVersion);
        }

        private Open with(ListingEvent e) {
            return switch (e) {
                case ListingChanged changed ->
                    new Open(
                            chatId,
                            type,
                            participants,
                            changed.version(),
                            seq,
                            changed.at(),
                            deal,
                            offers,
                            subject,
                            group,
                            changed.productVersion());
            };
        }

        /** Whether the chat is about the listing of this product. */
        boolean isAbout(UUID productId) {
            return subject != null
                    && subject.productId().filter(productId::equals).isPresent();
        }

        /** Whether the chat shows the listing as it was at this version of the product, or later. */
        boolean shows(long productVersion) {
            return listingVersion != null && listingVersion >= productVersion;
        }

        /** The chat after a change of its members, admins, invitations or name. */
        Open with(GroupEvent e, List<Participant> members, Group newGroup) {
            return new Open(
                    chatId, type, members, e.version(), seq, e.at(), deal, offers, subject, newGroup, listingVersion);
        }

        /** The state of a group; an empty one for a private chat. */
        Group groupOrNone() {
            return group == null ? Group.NONE : group;
        }

        /** Whether the participant may see the message: not one from before the joining, unless the group shows all. */
        boolean sees(Participant participant, long messageSeq) {
            return participant.joinedAfter() == null
                    || participant.joinedAfter() < messageSeq
                    || groupOrNone().showsAll();
        }

        /** The chat with other watermarks, which do not count as a change. */
        Open withReceipts(Instant at, UnaryOperator<Participant> change) {
            return with(version, seq, at, change);
        }

        private Open withOne(long newVersion, Instant at, UUID userId, UnaryOperator<Participant> change) {
            return with(newVersion, seq, at, p -> p.userId().equals(userId) ? change.apply(p) : p);
        }

        private Open next(ChatEvent event) {
            return switch (event) {
                case ChatOpened _ -> throw new IllegalStateException("A chat opens once");
                case MessageSent e ->
                    with(
                            e.version(),
                            e.seq(),
                            e.createdAt(),
                            type == ChatType.PRIVATE && e.seq() > Unasked.PLACES
                                    ? p -> p.afterMessage(e.senderId(), e.seq())
                                    : p -> withPlace(p, e));
                case MessageEdited e -> with(e.version(), seq, e.editedAt(), UnaryOperator.identity());
                case MessageDeleted e -> with(e.version(), seq, e.deletedAt(), UnaryOperator.identity());
                case MessagesDelivered e -> withOne(e.version(), e.at(), e.userId(), p -> p.delivered(e.upToSeq()));
                case MessagesRead e -> withOne(e.version(), e.at(), e.userId(), p -> p.read(e.upToSeq()));
                case DealConfirmed e -> with(e.version(), e.at(), deal.after(e));
                case DealWithdrawn e -> with(e.version(), e.at(), deal.after(e));
                case ChatHidden e -> withOne(version, e.at(), e.userId(), Participant::hide);
                case ReceiptsAdvanced e -> GroupReceipts.after(this, e);
                case ChatArranged e -> withOne(version, e.at(), e.userId(), p -> p.arrange(Arrangement.of(e)));
                case OfferEvent e -> with(e);
                case GroupEvent e -> GroupMembers.after(this, e);
                case SafetyEvent e -> with(version, seq, e.occurredAt(), UnaryOperator.identity());
                case ListingEvent e -> with(e);
            };
        }

        private static Participant withPlace(Participant participant, MessageSent e) {
            Participant after = participant.afterMessage(e.senderId(), e.seq());
            return participant.userId().equals(e.senderId()) ? after.sent(e.seq()) : after;
        }
    }

    /**
     * The chat after an event of a type that only a newer version of the service knows. The event counts if its version
     * is the chat's next one; otherwise the chat stays as it is.
     */
    static Chat evolveUnknown(Chat chat, long version) {
        return chat instanceof Open open && version == open.version() + 1 ? open.afterUnknown(version) : chat;
    }

    /**
     * The chat after its next event. The switch is total: a new event type does not compile until it is handled here.
     *
     * @throws IllegalStateException when the event cannot follow the chat's state, which means that the log is corrupt
     */
    static Chat evolve(Chat chat, ChatEvent event) {
        return switch (chat) {
            case NotOpened _
            when event instanceof ChatOpened e ->
                new Open(
                        e.chatId(),
                        e.type(),
                        e.participants().stream()
                                .map(user -> Participant.of(user, Roles.of(user, e.roles())))
                                .toList(),
                        e.version(),
                        0,
                        e.createdAt(),
                        Deal.NONE,
                        null,
                        e.subject(),
                        Group.of(e),
                        null);
            case NotOpened _ -> throw new IllegalStateException("A chat begins with ChatOpened");
            case Open open -> open.next(event);
        };
    }
}
