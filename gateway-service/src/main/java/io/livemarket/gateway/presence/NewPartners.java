package io.livemarket.gateway.presence;

import io.livemarket.events.EventTypes;
import io.livemarket.events.Json;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.GroupEvent.MemberJoined;
import io.livemarket.events.kafka.Envelope;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Sends {@code user:status} of the new partners after {@code chat:opened} and {@code group:joined}, to each participant
 * with a socket here: the status of the other participant of a private chat, and of a group the statuses of its online
 * participants. presence-service is queried as the participant, so that blocks apply. While many chats are opened at
 * once some statuses are dropped, as all statuses are under load. Nothing blocks.
 */
public final class NewPartners {

    private static final Logger log = LoggerFactory.getLogger(NewPartners.class);
    private static final String MEMBER_JOINED = EventTypes.of(ChatEvent.class).nameOf(MemberJoined.class);
    /** Queries in progress; a group has at most 100 participants. */
    static final int MAX_QUERIES = 128;

    private final UpToDateSockets sockets;
    private final StatusDelivery delivery;
    private final Reads reads;
    private final Function<UUID, Optional<String>> tokens;
    private final PresenceMetrics metrics;
    private final AtomicInteger queries = new AtomicInteger();

    /** Queries presence-service. */
    @FunctionalInterface
    public interface Reads {
        /** The body of the answer; empty for a refusal. Fails when there was no answer. */
        CompletableFuture<Optional<byte[]>> statuses(String authorization, byte[] body);
    }

    private record Opened(@Nullable ChatType type, @Nullable List<UUID> participants) {

        List<UUID> users() {
            return participants == null ? List.of() : participants;
        }
    }

    private record Joined(@Nullable UUID userId) {}

    private record Question(List<UUID> userIds, boolean met) {}

    private record Statuses(@Nullable List<Status> statuses) {}

    /** @param tokens gives the token of a user with a socket here */
    public NewPartners(
            UpToDateSockets sockets,
            StatusDelivery delivery,
            Reads reads,
            Function<UUID, Optional<String>> tokens,
            PresenceMetrics metrics) {
        this.sockets = sockets;
        this.delivery = delivery;
        this.reads = reads;
        this.tokens = tokens;
        this.metrics = metrics;
    }

    /** Takes the event of an opened chat, or of a new member of a group, after it was handed to the sockets. */
    public void met(ConsumerRecord<String, byte[]> record) {
        if (MEMBER_JOINED.equals(Envelope.text(record.headers(), Envelope.TYPE))) {
            joined(record);
        } else {
            opened(record);
        }
    }

    void opened(ConsumerRecord<String, byte[]> record) {
        Opened chat = read(record);
        for (UUID user : chat.users()) {
            if (isUpToDate(user)) {
                List<UUID> others = chat.users().stream()
                        .filter(other -> !other.equals(user))
                        .toList();
                tokens.apply(user).ifPresent(token -> ask(user, token, others, chat.type() == ChatType.GROUP));
            }
        }
    }

    /**
     * Takes the event of a user who joined a group: the new member is sent the statuses of the others, and the others
     * that of the new member.
     */
    void joined(ConsumerRecord<String, byte[]> record) {
        UUID newcomer = newcomer(record);
        List<UUID> members = Envelope.audience(record.headers());
        if (newcomer == null) {
            return;
        }
        for (UUID user : members) {
            if (isUpToDate(user)) {
                List<UUID> others = user.equals(newcomer)
                        ? members.stream()
                                .filter(other -> !other.equals(newcomer))
                                .toList()
                        : List.of(newcomer);
                tokens.apply(user).ifPresent(token -> ask(user, token, others, true));
            }
        }
    }

    /** The new member; absent for an unreadable event, which sockets receive unchanged. */
    private static @Nullable UUID newcomer(ConsumerRecord<String, byte[]> record) {
        try {
            return Json.read(record.value(), Joined.class).userId();
        } catch (JacksonException e) {
            log.warn(
                    "Unreadable event of a new member, no status is sent: {}",
                    e.getClass().getSimpleName());
            return null;
        }
    }

    /** The opened chat. An unreadable event has no participants to query about; sockets receive it unchanged. */
    private static Opened read(ConsumerRecord<String, byte[]> record) {
        try {
            return Json.read(record.value(), Opened.class);
        } catch (JacksonException e) {
            log.warn(
                    "Unreadable event of an opened chat, its participants get no status: {}",
                    e.getClass().getSimpleName());
            return new Opened(null, null);
        }
    }

    /**
     * Whether a user has a socket that is up to date. Another socket receives the event later, and its client queries
     * the statuses.
     */
    private boolean isUpToDate(UUID user) {
        AtomicBoolean any = new AtomicBoolean();
        sockets.forEachSink(user, _ -> any.set(true));
        return any.get();
    }

    private void ask(UUID user, String token, List<UUID> others, boolean group) {
        if (queries.incrementAndGet() > MAX_QUERIES) {
            queries.decrementAndGet();
            metrics.statusShed();
            return;
        }
        Object question = new Object();
        Set<UUID> changed = delivery.beginNoting(question, user);
        reads.statuses("Bearer " + token, Json.bytes(new Question(others, true)))
                .whenComplete((answer, failure) -> {
                    queries.decrementAndGet();
                    delivery.endNoting(question);
                    if (failure != null) {
                        log.debug("Statuses of new partners not sent, the query failed: {}", failure.toString());
                    } else {
                        answer.ifPresent(body -> send(user, body, changed, group));
                    }
                });
    }

    /** Sends the statuses, except those that changed for the user since the query: such a change is sent by itself. */
    private void send(UUID user, byte[] body, Set<UUID> changed, boolean group) {
        try {
            List<Status> statuses = Json.read(body, Statuses.class).statuses();
            if (statuses != null) {
                statuses.stream()
                        .filter(status -> !changed.contains(status.userId()) && (!group || status.isOnline()))
                        .forEach(status -> delivery.send(status, List.of(user)));
            }
        } catch (JacksonException e) {
            log.warn(
                    "Unreadable answer of presence-service, statuses of new partners are not sent: {}",
                    e.getClass().getSimpleName());
        }
    }
}
