package io.livemarket.gateway.testing;

import io.livemarket.events.Json;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatEvent.MessageDeleted;
import io.livemarket.events.chat.ChatEvent.MessageEdited;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.ChatEvent.MessagesDelivered;
import io.livemarket.events.chat.ChatEvent.MessagesRead;
import io.livemarket.events.chat.GroupEvent;
import io.livemarket.kit.read.TopicPositions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** A projection of the chats that applies each event some time after it was written, in order. */
public final class FakeReadModel implements AutoCloseable {

    private static final Duration REACHED_WITHIN = Duration.ofSeconds(5);

    private final Map<UUID, List<UUID>> members = new HashMap<>();
    private final Map<UUID, List<MessageSent>> messages = new HashMap<>();
    private final Map<UUID, Map<UUID, Long>> delivered = new HashMap<>();
    private final Map<UUID, List<ChatEvent>> events = new HashMap<>();
    private final Map<UUID, Written> newest = new HashMap<>();
    private final Map<Integer, Long> written = new HashMap<>();
    private final Set<UUID> deleted = new HashSet<>();
    private final Map<Integer, Long> applied = new HashMap<>();
    private final Map<Integer, List<Written>> stopped = new HashMap<>();
    private volatile int partitions;
    private final DelayQueue<Written> queue = new DelayQueue<>();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("fake-read-model").start(this::run);
    private volatile Duration lag = Duration.ZERO;
    private long lastDue;

    private record Written(ChatEvent event, int partition, long offset, long due) implements Delayed {
        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(due, ((Written) other).due);
        }
    }

    /** Applies from now on up to that long after the fact. */
    public void lag(Duration upTo) {
        lag = upTo;
    }

    /** Applies nothing of a chat's partition until it goes on. */
    public synchronized void stop(UUID chatId) {
        stopped.putIfAbsent(partitionOf(chatId), new ArrayList<>());
    }

    /** Applies the waiting events, and all further events at once. */
    public synchronized void goOn() {
        List<List<Written>> waiting = List.copyOf(stopped.values());
        stopped.clear();
        waiting.forEach(written -> written.forEach(this::apply));
    }

    /** How many partitions chat.events has. */
    void partitions(int count) {
        partitions = count;
    }

    private int partitionOf(UUID chatId) {
        return TopicPositions.partitionOf(chatId.toString(), partitions);
    }

    synchronized void written(ChatEvent event, int partition, long offset) {
        written.put(partition, offset + 1);
        long most = lag.toNanos();
        long due =
                System.nanoTime() + (most == 0 ? 0 : ThreadLocalRandom.current().nextLong(most));
        lastDue = Math.max(lastDue + 1, due);
        queue.add(new Written(event, partition, offset, lastDue));
    }

    private void run() {
        try {
            while (true) {
                apply(queue.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void apply(Written written) {
        List<Written> waiting = stopped.get(written.partition());
        if (waiting != null) {
            waiting.add(written);
            return;
        }
        events.computeIfAbsent(written.event().chatId(), _ -> new ArrayList<>()).add(written.event());
        newest.put(written.event().chatId(), written);
        switch (written.event()) {
            case ChatOpened e -> members.put(e.chatId(), e.participants());
            case GroupEvent.MemberJoined e -> {
                members.merge(e.chatId(), List.of(e.userId()), FakeReadModel::union);
                delivered(e.chatId(), e.userId(), e.visibleFromSeq() - 1);
            }
            case GroupEvent.MemberLeft e -> gone(e.chatId(), e.userId());
            case GroupEvent.MemberRemoved e -> gone(e.chatId(), e.userId());
            case MessageSent e ->
                messages.computeIfAbsent(e.chatId(), _ -> new ArrayList<>()).add(e);
            case MessageDeleted e -> deleted.add(e.id());
            case MessagesDelivered e -> delivered(e.chatId(), e.userId(), e.upToSeq());
            case MessagesRead e -> delivered(e.chatId(), e.userId(), e.upToSeq());
            default -> {}
        }
        applied.put(written.partition(), written.offset() + 1);
        notifyAll();
    }

    /** Waits a moment, as chat-service does, until everything is applied that is written. */
    synchronized void awaitWritten() throws InterruptedException {
        Map<Integer, Long> wanted = Map.copyOf(written);
        long deadline = System.nanoTime() + Duration.ofMillis(500).toNanos();
        long left = 1;
        while (left > 0 && !isApplied(wanted)) {
            left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (left > 0) {
                wait(left);
            }
        }
    }

    /** The ends of the partitions. */
    synchronized List<Long> ends() {
        return offsets(written);
    }

    /** How far each partition is applied. */
    public synchronized List<Long> applied() {
        return offsets(applied);
    }

    private List<Long> offsets(Map<Integer, Long> of) {
        return IntStream.range(0, partitions)
                .mapToObj(partition -> of.getOrDefault(partition, 0L))
                .toList();
    }

    /** For the partitions of these messages, the offset before which they lie. */
    synchronized Map<Integer, Long> upTo(List<MessageSent> of) {
        Map<Integer, Long> upTo = new HashMap<>();
        of.forEach(message -> upTo.merge(
                newest.get(message.chatId()).partition(),
                newest.get(message.chatId()).offset() + 1,
                Math::max));
        return upTo;
    }

    /** The version of a chat. */
    synchronized long version(UUID chatId) {
        return events.getOrDefault(chatId, List.of()).stream()
                .mapToLong(ChatEvent::version)
                .max()
                .orElse(0);
    }

    private static List<UUID> union(List<UUID> some, List<UUID> more) {
        List<UUID> all = new ArrayList<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }

    private void gone(UUID chatId, UUID user) {
        members.computeIfPresent(
                chatId,
                (_, all) -> all.stream().filter(member -> !member.equals(user)).toList());
    }

    private void delivered(UUID chatId, UUID user, long upToSeq) {
        delivered.computeIfAbsent(chatId, _ -> new HashMap<>()).merge(user, upToSeq, Math::max);
    }

    /**
     * Waits a moment, as chat-service does, until everything before the offsets of the header is applied.
     *
     * @return whether it is; at once false where a partition is stopped
     */
    synchronized boolean awaitReached(String header) throws InterruptedException {
        Map<Integer, Long> wanted = offsets(header);
        long deadline = System.nanoTime() + REACHED_WITHIN.toNanos();
        while (!isApplied(wanted)) {
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (left <= 0 || wanted.keySet().stream().anyMatch(stopped::containsKey)) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    private boolean isApplied(Map<Integer, Long> wanted) {
        return wanted.entrySet().stream().allMatch(e -> applied.getOrDefault(e.getKey(), 0L) >= e.getValue());
    }

    private static Map<Integer, Long> offsets(String header) {
        Map<Integer, Long> offsets = new HashMap<>();
        for (String part : header == null || header.isEmpty() ? new String[0] : header.split(",")) {
            String[] pair = part.split(":");
            offsets.put(Integer.valueOf(pair[0]), Long.valueOf(pair[1]));
        }
        return offsets;
    }

    synchronized List<MessageSent> undelivered(UUID user) {
        List<MessageSent> found = new ArrayList<>();
        for (UUID chatId : chatsOf(user)) {
            long upTo = delivered.getOrDefault(chatId, Map.of()).getOrDefault(user, 0L);
            messages(chatId).stream()
                    .filter(m -> m.seq() > upTo && !m.senderId().equals(user) && !deleted.contains(m.id()))
                    .forEach(found::add);
        }
        return found;
    }

    synchronized List<UUID> chatsOf(UUID user) {
        return members.entrySet().stream()
                .filter(e -> e.getValue().contains(user))
                .map(Map.Entry::getKey)
                .toList();
    }

    synchronized ChatOpened opened(UUID chatId) {
        return (ChatOpened) events.get(chatId).getFirst();
    }

    synchronized boolean isIn(UUID chatId, UUID user) {
        return members.getOrDefault(chatId, List.of()).contains(user);
    }

    /** A message as it is now; empty when there is none. */
    synchronized Map<String, Object> message(UUID chatId, UUID messageId) {
        Map<String, Object> now = new HashMap<>();
        messages(chatId).stream()
                .filter(m -> m.id().equals(messageId))
                .forEach(m -> Json.MAPPER
                        .valueToTree(m)
                        .properties()
                        .forEach(field -> now.put(field.getKey(), field.getValue())));
        for (ChatEvent event : events.getOrDefault(chatId, List.of())) {
            if (event instanceof MessageEdited e && e.id().equals(messageId)) {
                now.putAll(Map.of("content", e.content(), "editedAt", e.editedAt(), "version", e.version()));
            } else if (event instanceof MessageDeleted e && e.id().equals(messageId)) {
                now.putAll(Map.of("content", "", "deletedAt", e.deletedAt(), "version", e.version()));
            }
        }
        return now;
    }

    synchronized List<MessageSent> messages(UUID chatId) {
        return List.copyOf(messages.getOrDefault(chatId, List.of()));
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
