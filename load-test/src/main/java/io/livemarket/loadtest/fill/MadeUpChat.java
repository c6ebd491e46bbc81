package io.livemarket.loadtest.fill;

import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.MessageType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A made-up private chat: its events follow one another as chat-service would have written them. */
final class MadeUpChat {

    /** The number of messages after which the recipient reads them. */
    static final int READ_AFTER = 10;

    private final UUID id;
    private final List<UUID> people;
    private long version;
    private long seq;
    private long read;

    MadeUpChat(UUID one, UUID other) {
        this.id = Ids.privateChat(one, other);
        this.people = List.of(one, other);
    }

    List<UUID> people() {
        return people;
    }

    ChatEvent opened(Instant at) {
        return new ChatEvent.ChatOpened(id, ++version, ChatType.PRIVATE, people, null, people.getFirst(), at);
    }

    /** The next event: a message, or, after {@link #READ_AFTER} messages, their reading. */
    ChatEvent next(String content, Instant at) {
        UUID writer = people.get((int) (seq / READ_AFTER % 2));
        if (seq - read < READ_AFTER) {
            return new ChatEvent.MessageSent(
                    id,
                    ++version,
                    ++seq,
                    Ids.next(),
                    writer,
                    MessageType.TEXT,
                    content,
                    null,
                    null,
                    null,
                    UUID.randomUUID().toString(),
                    at);
        }
        read = seq;
        return new ChatEvent.MessagesRead(id, ++version, writer, seq, at);
    }
}
