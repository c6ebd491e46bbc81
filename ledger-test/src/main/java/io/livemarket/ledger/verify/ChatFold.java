package io.livemarket.ledger.verify;

import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.GroupEvent;
import io.livemarket.events.chat.OfferEvent;
import io.livemarket.ledger.model.Shown;
import io.livemarket.ledger.model.Summary.Watermarks;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** The fold of one chat's log: its messages in every version, and each participant's watermarks. */
final class ChatFold {

    private final Map<Long, ChatEvent> byVersion = new TreeMap<>();
    private final Map<UUID, TreeMap<Long, Shown>> messages = new LinkedHashMap<>();
    private final Map<UUID, Watermarks> watermarks = new HashMap<>();
    private long seq;
    private long version;

    /** The fold of a chat; an empty one for a chat without events. */
    static ChatFold of(Map<UUID, ChatFold> folds, UUID chat) {
        return folds.getOrDefault(chat, new ChatFold());
    }

    /** Applies the next event of the log. */
    void apply(ChatEvent event) {
        if (event.counts()) {
            byVersion.put(event.version(), event);
            version = Math.max(version, event.version());
        }
        switch (event) {
            case ChatEvent.ChatOpened e -> e.participants().forEach(user -> watermarks.put(user, new Watermarks(0, 0)));
            case ChatEvent.MessageSent e -> sent(e);
            case ChatEvent.MessageEdited e ->
                change(
                        e.id(),
                        e.version(),
                        old -> new Shown(old.id(), old.seq(), old.senderId(), e.content(), true, false));
            case ChatEvent.MessageDeleted e ->
                change(
                        e.id(),
                        e.version(),
                        old -> new Shown(old.id(), old.seq(), old.senderId(), "", old.edited(), true));
            case ChatEvent.MessagesDelivered e -> raise(e.userId(), e.upToSeq(), 0);
            case ChatEvent.MessagesRead e -> raise(e.userId(), e.upToSeq(), e.upToSeq());
            case ChatEvent.ReceiptsAdvanced e ->
                e.receipts().forEach(receipt -> raise(receipt.userId(), receipt.deliveredUpTo(), receipt.readUpTo()));
            case GroupEvent.MemberJoined e -> watermarks.put(e.userId(), new Watermarks(seq, seq));
            case GroupEvent.MemberLeft e -> watermarks.remove(e.userId());
            case GroupEvent.MemberRemoved e -> watermarks.remove(e.userId());
            case ChatEvent.DealConfirmed _,
                    ChatEvent.DealWithdrawn _,
                    ChatEvent.ChatHidden _,
                    ChatEvent.ChatArranged _,
                    OfferEvent _,
                    GroupEvent _ -> {}
        }
    }

    private void sent(ChatEvent.MessageSent e) {
        seq = Math.max(seq, e.seq());
        messages.computeIfAbsent(e.id(), _ -> new TreeMap<>())
                .put(e.version(), new Shown(e.id(), e.seq(), e.senderId(), e.content(), false, false));
        Watermarks own = watermarks.getOrDefault(e.senderId(), new Watermarks(0, 0));
        raise(
                e.senderId(),
                own.deliveredUpTo() == e.seq() - 1 ? e.seq() : 0,
                own.readUpTo() == e.seq() - 1 ? e.seq() : 0);
    }

    private void change(UUID id, long at, java.util.function.UnaryOperator<Shown> change) {
        TreeMap<Long, Shown> versions = messages.get(id);
        if (versions != null) {
            versions.put(at, change.apply(versions.lastEntry().getValue()));
        }
    }

    private void raise(UUID user, long delivered, long read) {
        watermarks.merge(
                user,
                new Watermarks(delivered, read),
                (old, next) -> new Watermarks(
                        Math.max(old.deliveredUpTo(), next.deliveredUpTo()),
                        Math.max(old.readUpTo(), next.readUpTo())));
    }

    long seq() {
        return seq;
    }

    long version() {
        return version;
    }

    Map<UUID, Watermarks> watermarks() {
        return watermarks;
    }

    Optional<ChatEvent> at(long wanted) {
        return Optional.ofNullable(byVersion.get(wanted));
    }

    /** The message at this version of the chat; empty when it was not sent by then. */
    Optional<Shown> message(UUID id, long atVersion) {
        return Optional.ofNullable(messages.get(id))
                .map(versions -> versions.floorEntry(atVersion))
                .map(Map.Entry::getValue);
    }

    /** Whether the message is deleted at the end. */
    boolean isDeleted(UUID id) {
        return message(id, Long.MAX_VALUE).filter(Shown::deleted).isPresent();
    }

    /** The messages at the end, by {@code seq}. */
    List<Shown> messages() {
        Collection<TreeMap<Long, Shown>> all = messages.values();
        List<Shown> newest = new ArrayList<>(
                all.stream().map(versions -> versions.lastEntry().getValue()).toList());
        newest.sort(java.util.Comparator.comparingLong(Shown::seq));
        return newest;
    }

    /** Others' messages above the user's read watermark, without those that were deleted. */
    long unread(UUID user) {
        long read = watermarks.getOrDefault(user, new Watermarks(0, 0)).readUpTo();
        return messages().stream()
                .filter(m -> m.seq() > read && !user.equals(m.senderId()) && !m.deleted())
                .count();
    }
}
