package io.livemarket.notification.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.notifications.NotificationEvent;
import io.livemarket.events.notifications.NotificationEvent.NotificationRaised;
import io.livemarket.events.notifications.NotificationEvent.NotificationsCleared;
import io.livemarket.events.notifications.NotificationEvent.UnreadCounted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Several conversations with the counts of chat-service's rules, to which notifications are compared. */
public final class Talks {

    private static final Duration A_WHILE = Duration.ofSeconds(90);

    private final RunningNotificationService service;
    private final List<Talk> talks = new ArrayList<>();

    /**
     * One chat with chat-service's rule of unread messages: those that others sent after {@code readUpTo} and did not
     * delete.
     */
    private static final class Talk {
        private final ChatLog log;
        private final List<Person> people;
        private final List<MessageSent> sent = new ArrayList<>();
        private final Set<Long> deleted = new HashSet<>();
        private final Map<UUID, Long> readUpTo = new HashMap<>();

        Talk(ChatLog log, List<Person> people) {
            this.log = log;
            this.people = people;
        }

        void say(Person who) {
            sent.add(log.say(who.id(), "m"));
            if (readUpTo.getOrDefault(who.id(), 0L) == log.seq() - 1) {
                readUpTo.put(who.id(), log.seq());
            }
        }

        void read(Person who, long upTo) {
            if (upTo > readUpTo.getOrDefault(who.id(), 0L)) {
                readUpTo.put(who.id(), upTo);
                log.read(who.id(), upTo);
            }
        }

        /** Takes back one's newest message, if the other has not read it. */
        void delete(Person who) {
            long read = people.stream()
                    .filter(other -> other != who)
                    .mapToLong(this::readUpTo)
                    .max()
                    .orElseThrow();
            sent.reversed().stream()
                    .filter(m -> m.senderId().equals(who.id()) && m.seq() > read)
                    .findFirst()
                    .filter(m -> deleted.add(m.seq()))
                    .ifPresent(log::delete);
        }

        private long readUpTo(Person who) {
            return readUpTo.getOrDefault(who.id(), 0L);
        }

        long unread(Person who) {
            return sent.stream()
                    .filter(m ->
                            m.seq() > readUpTo(who) && !m.senderId().equals(who.id()) && !deleted.contains(m.seq()))
                    .count();
        }
    }

    public Talks(RunningNotificationService service, int chats) {
        this.service = service;
        for (int i = 0; i < chats; i++) {
            Person ana = Person.of(service, "ana");
            Person bea = Person.of(service, "bea");
            talks.add(new Talk(service.chat(ana.id(), bea.id()), List.of(ana, bea)));
        }
    }

    public Person somebody() {
        return talks.getFirst().people.getLast();
    }

    public UUID someChat() {
        return talks.getFirst().log.id();
    }

    /** Everything that can happen in chats, in any order. */
    public void converse(Random random, int steps) {
        for (int i = 0; i < steps; i++) {
            Talk talk = talks.get(random.nextInt(talks.size()));
            Person who = talk.people.get(random.nextInt(2));
            int what = talk.log.seq() == 0 ? 0 : random.nextInt(6);
            switch (what) {
                case 0, 1, 2 -> talk.say(who);
                case 3 -> talk.read(who, 1 + random.nextLong(talk.log.seq()));
                case 4 -> talk.delete(who);
                default -> talk.log.delivered(who.id(), talk.log.seq());
            }
        }
    }

    /** Asserts that every user comes to see the counts of the chats. */
    public void assertTold() {
        for (Talk talk : talks) {
            for (Person who : talk.people) {
                await().atMost(A_WHILE).untilAsserted(() -> {
                    assertThat(who.unreadMessages()).isEqualTo(talk.unread(who));
                    // It follows the count, up to half a second later.
                    assertThat(who.unread()).hasSize(talk.unread(who) == 0 ? 0 : 1);
                });
            }
        }
    }

    /** Asserts that the events of every user have versions without gaps, and that no event is repeated. */
    public void assertConsistent() {
        talks.forEach(talk -> talk.people.forEach(who -> assertConsistent(service.events(who.id()))));
    }

    private static void assertConsistent(List<NotificationEvent> events) {
        long version = 0;
        Object last = null;
        TreeSet<UUID> cleared = new TreeSet<>();
        for (NotificationEvent event : events) {
            assertThat(event.version()).isEqualTo(++version);
            Object says = switch (event) {
                case NotificationRaised e -> {
                    assertThat(cleared)
                            .as("what was cleared is not raised again")
                            .doesNotContain(e.id());
                    yield e.id() + " " + e.count() + " " + e.upToSeq();
                }
                case UnreadCounted e -> e.unread();
                case NotificationsCleared e -> {
                    e.ids()
                            .forEach(id -> assertThat(cleared.add(id))
                                    .as("cleared once")
                                    .isTrue());
                    yield e.ids();
                }
                default -> event;
            };
            assertThat(says).isNotEqualTo(last);
            last = says;
        }
    }
}
