package io.livemarket.chat.domain;

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
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * From whom an event is withheld: from those participants who, when it is decided, block the one who did it. It is part
 * of what was decided, so that neither an unblock nor a replay makes it known to them afterwards.
 */
public final class Withholding {

    private Withholding() {}

    /** The participants of the chat who must not see the event, in the chat's order. */
    public static List<UUID> from(Chat.Open chat, ChatEvent event, Known known) {
        return switch (event) {
            case MessageSent e -> blockersOf(e.senderId(), chat, known);
            case MessageEdited e -> blockersOf(e.senderId(), chat, known);
            case MessagesDelivered e -> blockersOf(e.userId(), chat, known);
            case MessagesRead e -> blockersOf(e.userId(), chat, known);
            // Taking back says nothing, and takes what was said before the block from those who have it.
            case MessageDeleted _, DealWithdrawn _ -> List.of();
            // Neither is decided between people of whom one blocks the other.
            case ChatOpened _, DealConfirmed _ -> List.of();
            case ChatHidden _ -> List.of();
        };
    }

    private static List<UUID> blockersOf(UUID author, Chat.Open chat, Known known) {
        List<UUID> blockers = List.of();
        for (Participant other : chat.participants()) {
            if (!other.userId().equals(author) && known.blocks(other.userId(), author)) {
                blockers = blockers.isEmpty() ? new ArrayList<>() : blockers;
                blockers.add(other.userId());
            }
        }
        return blockers;
    }
}
