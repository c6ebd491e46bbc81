package io.livemarket.notification.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * What notifying needs to know of one user's side of one chat: the fold of the facts about both. Immutable; changed by
 * {@link NotificationDecider} alone.
 *
 * @param lastSeq the newest message of another; a fact about an older one was seen before
 * @param unread the messages of others that were neither read nor deleted
 * @param told how many unread messages others were told of last
 * @param deliveredUpTo a device of the user's has everything up to there
 * @param open the notification of this chat, or null
 * @param mutedUntil nothing is raised before; null when it is not muted
 * @param chatName of a group; null for a private chat, and for a group that an earlier version counted
 * @param toldUpTo the newest message of another at the last event for the user; null before the first, and after one of
 *     an earlier version
 * @param hidden true while the user hides the chat: no message has been sent since; null otherwise
 */
public record Inbox(
        UUID chatId,
        long lastSeq,
        UnreadSeqs unread,
        long told,
        long deliveredUpTo,
        OpenNotification open,
        Instant mutedUntil,
        News news,
        Pushing push,
        String chatName,
        Long toldUpTo,
        Boolean hidden) {

    /** Of somebody who is in the chat, and was told nothing yet. */
    static Inbox of(UUID chatId) {
        return new Inbox(chatId, 0, UnreadSeqs.NONE, 0, 0, null, null, News.NONE, Pushing.NONE, null, null, null);
    }

    Inbox named(String name) {
        return new Inbox(
                chatId, lastSeq, unread, told, deliveredUpTo, open, mutedUntil, news, push, name, toldUpTo, hidden);
    }

    /** Messages of others that were neither read nor deleted; as chat-service counts them. */
    public long unreadCount() {
        return unread.count();
    }

    /** The next moment at which something has to be done about it, or null. */
    public Instant due() {
        return news.at() == null
                ? push.at()
                : push.at() == null || news.at().isBefore(push.at()) ? news.at() : push.at();
    }

    /** The user hides the chat: nothing of it is shown, counted or pushed until its next message. */
    Inbox hide() {
        return new Inbox(
                chatId,
                lastSeq,
                unread,
                0,
                deliveredUpTo,
                null,
                mutedUntil,
                News.NONE,
                push.cancel(),
                chatName,
                lastSeq,
                true);
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

    /** Whether there is a notification that was not read. */
    boolean isOpen() {
        return open != null && !open.read();
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

    /** This inbox when the message is none of the unread ones. */
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
     * Whether an event for the user covers every unread message.
     *
     * @param deleted a message that was deleted just now; after an event of an earlier version, whose last message is
     *     not known, it counts as the only message without an event
     */
    boolean isTold(long deleted) {
        return toldUpTo == null ? told > 0 && unread.newest() < deleted : unread.newest() <= toldUpTo;
    }

    /** Whether the user is invited to the group by what is shown or, before anything is, by what is to be shown. */
    boolean isInvitation() {
        return NotificationKind.GROUP_INVITATION.wireName().equals(isOpen() ? open.kind() : news.kind());
    }

    Inbox told(OpenNotification newOpen) {
        return new Inbox(
                chatId,
                lastSeq,
                unread,
                unread.count(),
                deliveredUpTo,
                newOpen,
                mutedUntil,
                news.told(),
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

    Inbox with(OpenNotification newOpen) {
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

    Inbox with(News newNews) {
        return new Inbox(
                chatId,
                lastSeq,
                unread,
                told,
                deliveredUpTo,
                open,
                mutedUntil,
                newNews,
                push,
                chatName,
                toldUpTo,
                hidden);
    }

    Inbox with(Pushing newPush) {
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

    Inbox muted(Instant until) {
        return new Inbox(
                chatId, lastSeq, unread, told, deliveredUpTo, open, until, news, push, chatName, toldUpTo, hidden);
    }
}
