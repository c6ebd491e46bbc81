package io.livemarket.loadtest.fill;

import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.users.UserEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/**
 * Users, private chats between them and messages, as events. A tenth of the chats get half of the messages, since some
 * users write more than others.
 */
final class Filling {

    private static final EventCodec<UserEvent> USERS = EventCodec.of(UserEvent.class);
    private static final EventCodec<ChatEvent> CHATS = EventCodec.of(ChatEvent.class);
    private static final Duration BETWEEN_EVENTS = Duration.ofMillis(100);

    private final EventWriter events;
    private final Random random;
    private Instant now;

    /** @param count number of events, so that the last event has the present time */
    Filling(EventWriter events, long seed, long count) {
        this.events = events;
        this.random = new Random(seed);
        this.now = Instant.now().minus(BETWEEN_EVENTS.multipliedBy(count));
    }

    void write(int users, int chats, int messages) {
        write(open(register(users), chats), messages);
    }

    /** Writes one chat of two registered users. */
    void write(UUID one, UUID other, int messages) {
        MadeUpChat chat = new MadeUpChat(one, other);
        write(chat, chat.opened(tick()));
        write(List.of(chat), messages);
    }

    private void write(List<MadeUpChat> all, int messages) {
        for (int sent = 0; sent < messages; ) {
            MadeUpChat chat = all.get(random.nextInt(random.nextBoolean() ? Math.max(1, all.size() / 10) : all.size()));
            ChatEvent event =
                    chat.next("Is it still there? I could come by at " + random.nextInt(24) + " o'clock.", tick());
            write(chat, event);
            sent += event instanceof ChatEvent.MessageSent ? 1 : 0;
        }
    }

    private List<UUID> register(int users) {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < users; i++) {
            UUID id = Ids.next();
            ids.add(id);
            events.write(
                    Topics.USERS_EVENTS,
                    USERS,
                    new UserEvent.UserRegistered(
                            id, 1, "filled" + id.toString().substring(0, 18).replace("-", "") + i, null, tick()),
                    id,
                    List.of());
        }
        return ids;
    }

    private List<MadeUpChat> open(List<UUID> users, int chats) {
        List<MadeUpChat> opened = new ArrayList<>();
        Set<Long> pairs = new HashSet<>();
        while (opened.size() < chats) {
            int one = random.nextInt(users.size());
            int other = random.nextInt(users.size());
            if (one < other && pairs.add((long) one * users.size() + other)) {
                MadeUpChat chat = new MadeUpChat(users.get(one), users.get(other));
                write(chat, chat.opened(tick()));
                opened.add(chat);
            }
        }
        return opened;
    }

    private void write(MadeUpChat chat, ChatEvent event) {
        UUID actor = event instanceof ChatEvent.MessagesRead read
                ? read.userId()
                : event instanceof ChatEvent.MessageSent sent
                        ? sent.senderId()
                        : chat.people().getFirst();
        events.write(Topics.CHAT_EVENTS, CHATS, event, actor, chat.people());
    }

    private Instant tick() {
        now = now.plus(BETWEEN_EVENTS);
        return Instant.ofEpochMilli(now.toEpochMilli());
    }
}
