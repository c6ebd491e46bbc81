package io.livemarket.notification.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One user's side of one chat, as notifications need it: the fold of the facts about this user and this chat.
 * Immutable; {@link NotificationDecider} alone makes new states. The names of the components are the stored JSON.
 *
 * @param lastSeq the {@code seq} of the newest message of another participant; a fact about an older message was
 *     applied before
 * @param unread the messages of others that were neither read nor deleted
 * @param deliveredUpTo the watermark of delivery: a device of the user has all messages up to this {@code seq}
 * @param open the notification of this chat; absent when there is none
 * @param mutedUntil the end of the mute: nothing is raised before; absent when the chat is not muted
 * @param news the unread messages, or the invitation, of which the user will be notified
 * @param push the timer of the push for this chat
 * @param chatName the group's name; absent for a private chat, and for a group that an earlier version counted
 * @param toldUpTo {@link #lastSeq} at the last event that was published for this chat; absent before the first event,
 *     and after an event that an earlier version published
 * @param hidden true while the user hides the chat, which lasts until its next message; absent otherwise
 */
public record Inbox(
        UUID chatId,
        long lastSeq,
        UnreadSeqs unread,
        long told,
        long deliveredUpTo,
        @Nullable OpenNotification open,
        @Nullable Instant mutedUntil,
        PendingNotification news,
        PushTimer push,
        @Nullable String chatName,
        @Nullable Long toldUpTo,
        @Nullable Boolean hidden) {

    private static final int FROM_NAMES = 5;

    /**
     * Whether a chat is a group. The id of every private chat is made from names (UUIDv5), and so is that of a group
     * that was opened with an idempotency key: such a group counts as a private chat where an earlier version counted
     * it, and its name is therefore not known.
     */
    static boolean isGroup(UUID chatId, @Nullable String chatName) {
        return chatName != null || chatId.version() != FROM_NAMES;
    }

    /** The count of unread messages in the last event that was published for this chat. */
    @Override
    public long told() {
        return told;
    }

    /** The inbox of a new participant: no message, no notification. */
    static Inbox of(UUID chatId) {
        return new Inbox(
                chatId,
                0,
                UnreadSeqs.NONE,
                0,
                0,
                null,
                null,
                PendingNotification.NONE,
                PushTimer.NONE,
                null,
                null,
                null);
    }

    Inbox named(@Nullable String name) {
        return new Inbox(
                chatId, lastSeq, unread, told, deliveredUpTo, open, mutedUntil, news, push, name, toldUpTo, hidden);
    }

    /** The number of messages of others that were neither read nor deleted: the count of chat-service. */
    public long unreadCount() {
        return unread.count();
    }

    /** The next moment at which this inbox has to be decided about; absent when it waits for nothing. */
    public @Nullable Instant due() {
        return news.at() == null
                ? push.at()
                : push.at() == null || news.at().isBefore(push.at()) ? news.at() : push.at();
    }

    /** Whether a moment of {@link #due} has come. */
    public boolean isDue(Instant now) {
        Instant next = due();
        return next != null && !next.isAfter(now);
    }

    /** This inbox after the user hid the chat: nothing of it is shown, counted or pushed until its next message. */
    Inbox hide() {
        return new Inbox(
                chatId,
                lastSeq,
                unread,
                0,
                deliveredUpTo,
                null,
                mutedUntil,
                PendingNotification.NONE,
                push.cancel(),
                chatName,
                lastSeq,
                true);
    }

    /** The inbox after the user left the group: as that of a new participant, but for the mute. */
    Inbox left() {
        return new Inbox(
                chatId,
                0,
                UnreadSeqs.NONE,
                0,
                0,
                null,
                mutedUntil,
                PendingNotification.NONE,
                push.cancel(),
                chatName,
                null,
                true);
    }

    /** Whether the user left the group; also true for a hidden chat without a message of others. */
    boolean hasLeft() {
        return isHidden() && lastSeq == 0;
    }

    Inbox broughtBack() {
        return new Inbox(
                chatId, lastSeq, unread, told, deliveredUpTo, open, mutedUntil, news, push, chatName, toldUpTo, null);
    }

    boolean isHidden() {
        return Boolean.TRUE.equals(hidden);
    }

    boolean isMuted(Instant now) {
        return mutedUntil != null && now.isBefore(mutedUntil);
    }

    /**
     * The notification of this chat while the user has not read the chat; absent when there is none, or it was read.
     */
    @Nullable
    OpenNotification unreadNotification() {
        return open == null || open.read() ? null : open;
    }

    Inbox counted(long seq) {
        return new Inbox(
                chatId,
                seq,
                unread.add(seq),
                told,
                deliveredUpTo,
                open,
                mutedUntil,
                news,
                push,
                chatName,
                toldUpTo,
                null);
    }

    /** The inbox without the deleted message; this object when the message is not among the unread ones. */
    Inbox deleted(long seq) {
        UnreadSeqs less = unread.remove(seq);
        return less == unread
                ? this
                : new Inbox(
                        chatId,
                        lastSeq,
                        less,
                        told,
                        deliveredUpTo,
                        open,
                        mutedUntil,
                        news,
                        push,
                        chatName,
                        toldUpTo,
                        hidden);
    }

    /**
     * Whether a published event covers every unread message.
     *
     * @param deleted the {@code seq} of the message that is being deleted. After an event of an earlier version, which
     *     does not have {@link #toldUpTo}, that message counts as the only one without an event
     */
    boolean isAnnounced(long deleted) {
        return toldUpTo == null ? told > 0 && unread.newest() < deleted : unread.newest() <= toldUpTo;
    }

    /** Whether the unread notification or, where there is none, the pending one is an invitation to the group. */
    boolean isInvitation() {
        OpenNotification shown = unreadNotification();
        return NotificationKind.GROUP_INVITATION.wireName().equals(shown == null ? news.kind() : shown.kind());
    }

    /**
     * The inbox after an event with the present count was published; {@code newOpen} is its notification from now on.
     */
    Inbox announced(@Nullable OpenNotification newOpen) {
        return new Inbox(
                chatId,
                lastSeq,
                unread,
                unread.count(),
                deliveredUpTo,
                newOpen,
                mutedUntil,
                news.announced(),
                push,
                chatName,
                lastSeq,
                hidden);
    }

    Inbox delivered(long upToSeq) {
        return new Inbox(
                chatId,
                lastSeq,
                unread,
                told,
                Math.max(deliveredUpTo, upToSeq),
                open,
                mutedUntil,
                news,
                push,
                chatName,
                toldUpTo,
                hidden);
    }

    Inbox read(long upToSeq) {
        return new Inbox(
                chatId,
                lastSeq,
                unread.read(upToSeq),
                told,
                Math.max(deliveredUpTo, upToSeq),
                open,
                mutedUntil,
                news,
                push,
                chatName,
                toldUpTo,
                hidden);
    }

    Inbox with(@Nullable OpenNotification newOpen) {
        return new Inbox(
                chatId,
                lastSeq,
                unread,
                told,
                deliveredUpTo,
                newOpen,
                mutedUntil,
                news,
                push,
                chatName,
                toldUpTo,
                hidden);
    }

    Inbox with(PendingNotification newPending) {
        return new Inbox(
                chatId,
                lastSeq,
                unread,
                told,
                deliveredUpTo,
                open,
                mutedUntil,
                newPending,
                push,
                chatName,
                toldUpTo,
                hidden);
    }

    Inbox with(PushTimer newPush) {
        return new Inbox(
                chatId,
                lastSeq,
                unread,
                told,
                deliveredUpTo,
                open,
                mutedUntil,
                news,
                newPush,
                chatName,
                toldUpTo,
                hidden);
    }

    Inbox muted(@Nullable Instant until) {
        return new Inbox(
                chatId, lastSeq, unread, told, deliveredUpTo, open, until, news, push, chatName, toldUpTo, hidden);
    }
}
