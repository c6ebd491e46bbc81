package io.livemarket.moderation.evidence;

import io.livemarket.events.chat.Attachment;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageEdited;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.ChatEvent.MessagesRead;
import io.livemarket.events.chat.ChatEvent.ReceiptsAdvanced;
import io.livemarket.events.chat.GroupEvent;
import io.livemarket.events.chat.OfferEvent;
import io.livemarket.events.moderation.EvidenceMessage;
import io.livemarket.events.moderation.EvidenceMessage.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The reported messages of a search: built from their events while the log is read. */
final class CollectedMessages {

    private final Set<UUID> wanted;
    private final Map<UUID, EvidenceMessage> found = new HashMap<>();
    private final Map<UUID, Integer> partitions = new HashMap<>();
    /** The messages that cannot change any more: deleted, or read by another participant. */
    private final Set<UUID> settled = new HashSet<>();

    CollectedMessages(List<UUID> wanted) {
        this.wanted = Set.copyOf(wanted);
    }

    void add(ChatEvent event, int partition) {
        switch (event) {
            case MessageSent e
            when wanted.contains(e.id()) -> {
                partitions.put(e.id(), partition);
                found.put(
                        e.id(),
                        new EvidenceMessage(
                                e.chatId(),
                                e.id(),
                                e.senderId(),
                                e.seq(),
                                e.createdAt(),
                                List.of(new Text(e.content(), e.createdAt())),
                                null,
                                files(e)));
            }
            case MessageEdited e ->
                found.computeIfPresent(e.id(), (_, m) -> {
                    List<Text> contents = new ArrayList<>(m.contents());
                    contents.add(new Text(e.content(), e.editedAt()));
                    return new EvidenceMessage(
                            m.chatId(), m.id(), m.senderId(), m.seq(), m.createdAt(), contents, null, m.attachments());
                });
            case MessageDeleted e ->
                found.computeIfPresent(e.id(), (_, m) -> {
                    settled.add(e.id());
                    return new EvidenceMessage(
                            m.chatId(),
                            m.id(),
                            m.senderId(),
                            m.seq(),
                            m.createdAt(),
                            m.contents(),
                            e.deletedAt(),
                            m.attachments());
                });
            case MessagesRead e -> read(e.chatId(), e.userId(), e.upToSeq());
            case ReceiptsAdvanced e ->
                e.receipts().forEach(receipt -> read(e.chatId(), receipt.userId(), receipt.readUpTo()));
            case MessageSent _,
                    ChatEvent.ChatOpened _,
                    ChatEvent.MessagesDelivered _,
                    ChatEvent.DealConfirmed _,
                    ChatEvent.DealWithdrawn _,
                    ChatEvent.ChatHidden _,
                    ChatEvent.ChatArranged _,
                    OfferEvent _,
                    GroupEvent _ -> {}
        }
    }

    private void read(UUID chatId, UUID reader, long upToSeq) {
        found.values().stream()
                .filter(m -> m.chatId().equals(chatId)
                        && m.seq() <= upToSeq
                        && !m.senderId().equals(reader))
                .forEach(m -> settled.add(m.id()));
    }

    private static @Nullable List<Attachment> files(MessageSent sent) {
        return sent.attachments() == null || sent.attachments().isEmpty() ? null : sent.attachments();
    }

    /** Whether all messages of the search are found. */
    boolean isComplete() {
        return found.keySet().containsAll(wanted);
    }

    /** Whether all messages of the search are found and none can change any more. */
    boolean isSettled() {
        return isComplete() && settled.containsAll(wanted);
    }

    /** Whether a message that was found in a partition can still change. */
    boolean follows(int partition) {
        return found.keySet().stream()
                .anyMatch(id ->
                        !settled.contains(id) && Integer.valueOf(partition).equals(partitions.get(id)));
    }

    Map<UUID, EvidenceMessage> messages() {
        return found;
    }
}
