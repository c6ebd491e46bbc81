package io.livemarket.chat.domain;

import io.livemarket.chat.domain.Chat.Open;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.MessagesDelivered;
import io.livemarket.events.chat.ChatEvent.MessagesRead;
import io.livemarket.events.chat.ChatEvent.ReceiptsAdvanced;
import io.livemarket.events.chat.Receipt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * The receipts of large groups. One message to a group of 100 would lead to 198 events, each for 100 participants; here
 * the receipts of a moment are one event, for the authors of the messages and the readers alone (decision 110).
 */
public final class GroupReceipts {

    private GroupReceipts() {}

    /** Whether the decision on a command to this chat waits for the receipts of other participants. */
    public static boolean gathers(Chat chat, Decision decision) {
        return chat instanceof Open open
                && Receipt.areGathered(open.type(), open.participants().size())
                && isReceipt(decision);
    }

    private static boolean isReceipt(Decision decision) {
        return decision instanceof Decision.Accepted accepted
                && (accepted.events().getFirst() instanceof MessagesDelivered
                        || accepted.events().getFirst() instanceof MessagesRead);
    }

    /**
     * The events for receipts of members that were accepted one by one: one event, and one more for each set of
     * participants who block some of the readers and must not see their receipts.
     *
     * @param accepted of type {@link MessagesDelivered} or {@link MessagesRead}
     */
    public static List<ReceiptsAdvanced> of(Open open, Collection<ChatEvent> accepted, ChatLookups lookups) {
        Map<UUID, Participant> risen = new LinkedHashMap<>();
        Instant at = open.updatedAt();
        for (ChatEvent event : accepted) {
            at = event.occurredAt().isAfter(at) ? event.occurredAt() : at;
            raise(open, risen, event);
        }
        Map<List<UUID>, List<Receipt>> byBlockers = new LinkedHashMap<>();
        for (Participant reader : risen.values()) {
            byBlockers
                    .computeIfAbsent(
                            Withholding.blockersOf(reader.userId(), open, lookups), blockers -> new ArrayList<>())
                    .add(new Receipt(reader.userId(), reader.deliveredUpTo(), reader.readUpTo()));
        }
        Instant latest = at;
        return byBlockers.values().stream()
                .map(receipts ->
                        new ReceiptsAdvanced(open.chatId(), open.version(), receipts, authors(open, receipts), latest))
                .toList();
    }

    private static void raise(Open open, Map<UUID, Participant> risen, ChatEvent event) {
        UUID userId;
        UnaryOperator<Participant> change;
        switch (event) {
            case MessagesDelivered e -> {
                userId = e.userId();
                change = p -> p.delivered(e.upToSeq());
            }
            case MessagesRead e -> {
                userId = e.userId();
                change = p -> p.read(e.upToSeq());
            }
            default -> throw new IllegalArgumentException(event.getClass() + " is no receipt");
        }
        // A reader who left the group since has no receipt.
        open.participant(userId)
                .ifPresent(before ->
                        risen.compute(userId, (_, earlier) -> change.apply(earlier == null ? before : earlier)));
    }

    /**
     * The participants with messages above a former watermark of one of the readers; all participants for a chat whose
     * state is of an earlier version, which does not name the authors.
     */
    private static List<UUID> authors(Open open, List<Receipt> receipts) {
        long lowest = receipts.stream()
                .mapToLong(receipt -> former(open.participant(receipt.userId()).orElseThrow(), receipt))
                .min()
                .orElse(0);
        boolean known = open.participants().stream().anyMatch(p -> p.lastSent() != null);
        return open.participants().stream()
                .filter(p -> !known || (p.lastSent() != null && p.lastSent() > lowest))
                .map(Participant::userId)
                .toList();
    }

    /** The lowest watermark that the receipt raises. */
    private static long former(Participant before, Receipt receipt) {
        return receipt.readUpTo() > before.readUpTo() ? before.readUpTo() : before.deliveredUpTo();
    }

    /** The users that get the event: the authors and the readers, in the chat's order. */
    public static List<UUID> audience(Open open, ReceiptsAdvanced event) {
        return open.members().stream()
                .filter(user -> event.authors().contains(user)
                        || event.receipts().stream()
                                .anyMatch(receipt -> receipt.userId().equals(user)))
                .toList();
    }

    /** The chat after the event. */
    static Open after(Open open, ReceiptsAdvanced event) {
        Map<UUID, Receipt> receipts = new LinkedHashMap<>();
        event.receipts().forEach(receipt -> receipts.put(receipt.userId(), receipt));
        return open.withReceipts(event.at(), participant -> {
            Receipt receipt = receipts.get(participant.userId());
            return receipt == null
                    ? participant
                    : participant.delivered(receipt.deliveredUpTo()).read(receipt.readUpTo());
        });
    }
}
