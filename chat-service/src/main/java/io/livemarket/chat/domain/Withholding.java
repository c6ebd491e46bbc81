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
import io.livemarket.events.chat.GroupEvent;
import io.livemarket.events.chat.OfferEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Finds the participants that do not get an event: the blockers of its author at the time of the decision, and of a
 * change of a message the members who joined the group after it. The result is part of the decision, so that neither an
 * unblock nor a replay shows them the event afterwards.
 */
public final class Withholding {

    private Withholding() {}

    /** The participants of the chat who must not see the event, in the chat's order. */
    public static List<UUID> withheldFrom(Chat.Open chat, ChatEvent event, ChatLookups lookups) {
        return switch (event) {
            case MessageSent e -> blockersOf(e.senderId(), chat, lookups);
            case MessageEdited e -> withLater(blockersOf(e.senderId(), chat, lookups), chat, e);
            case MessagesDelivered e -> blockersOf(e.userId(), chat, lookups);
            case MessagesRead e -> blockersOf(e.userId(), chat, lookups);
            // Neither carries content, and a deletion must also reach blockers who have the message from before the
            // block.
            case MessageDeleted e -> withLater(List.of(), chat, e);
            case DealWithdrawn _ -> List.of();
            // Neither is accepted while one of the participants blocks the other.
            case ChatOpened _, DealConfirmed _ -> List.of();
            case ChatHidden _, ChatArranged _ -> List.of();
            // The receipts of one event have the same blockers.
            case ReceiptsAdvanced e -> blockersOf(e.receipts().getFirst().userId(), chat, lookups);
            // No offer is made or accepted during a block, and the others close one, without content.
            case OfferEvent _ -> List.of();
            // Each member knows all other ones.
            case GroupEvent _ -> List.of();
        };
    }

    /** The blockers, and the members of a group who joined after the message was sent that this event changes. */
    private static List<UUID> withLater(List<UUID> blockers, Chat.Open chat, ChatEvent change) {
        if (chat.group() == null) {
            return blockers;
        }
        List<UUID> later = GroupMembers.joinedAfter(chat, change);
        return later.isEmpty()
                ? blockers
                : Stream.concat(blockers.stream(), later.stream()).distinct().toList();
    }

    /** The participants who block a user, in the chat's order. */
    static List<UUID> blockersOf(UUID author, Chat.Open chat, ChatLookups lookups) {
        List<UUID> blockers = List.of();
        for (Participant other : chat.participants()) {
            if (!other.userId().equals(author) && lookups.blocks(other.userId(), author)) {
                blockers = blockers.isEmpty() ? new ArrayList<>() : blockers;
                blockers.add(other.userId());
            }
        }
        return blockers;
    }
}
