package io.livemarket.gateway.presence;

import io.livemarket.events.Json;
import io.livemarket.events.chat.ChatType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Has {@code user:status} of the new partners follow {@code chat:opened}, to each participant with a socket here: of a
 * private chat the other's status, of a group those of the participants that are online. presence-service is asked as
 * the participant, so that blocks hold. While many chats are opened at once some are left out, as all statuses are
 * under load. Nothing blocks.
 */
public final class NewPartners {

    private static final Logger log = LoggerFactory.getLogger(NewPartners.class);
    /** Questions under way; a group has at most 100 participants. */
    static final int UNDER_WAY = 128;

    private final UpToDateSockets sockets;
    private final StatusDelivery delivery;
    private final Reads reads;
    private final Function<UUID, Optional<String>> tokens;
    private final PresenceMetrics metrics;
    private final AtomicInteger underWay = new AtomicInteger();

    /** Asks presence-service. */
    @FunctionalInterface
    public interface Reads {
        /** The body of the answer; empty where it was a refusal, and a failure where there was none. */
        CompletableFuture<Optional<byte[]>> statuses(String authorization, byte[] body);
    }

    private record Opened(ChatType type, List<UUID> participants) {}

    private record Question(List<UUID> userIds, boolean met) {}

    private record Statuses(List<Status> statuses) {}

    /** @param tokens the token of a user with a socket here */
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

    /** Takes the event of a chat that was opened, after it was handed to the sockets. */
    public void opened(ConsumerRecord<String, byte[]> record) {
        Opened chat = read(record);
        for (UUID user : chat.participants()) {
            if (listens(user)) {
                List<UUID> others = chat.participants().stream()
                        .filter(other -> !other.equals(user))
                        .toList();
                tokens.apply(user).ifPresent(token -> ask(user, token, others, chat.type() == ChatType.GROUP));
            }
        }
    }

    /** Sockets get the event as it is; without participants there is nothing to ask. */
    private static Opened read(ConsumerRecord<String, byte[]> record) {
        try {
            Opened chat = Json.read(record.value(), Opened.class);
            return chat.participants() == null ? new Opened(chat.type(), List.of()) : chat;
        } catch (JacksonException e) {
            log.warn(
                    "A chat that was opened cannot be read, and no status follows: {}",
                    e.getClass().getSimpleName());
            return new Opened(null, List.of());
        }
    }

    /** A socket that is still being brought up to date gets the event later, and its client asks. */
    private boolean listens(UUID user) {
        AtomicBoolean any = new AtomicBoolean();
        sockets.forEachSink(user, _ -> any.set(true));
        return any.get();
    }

    private void ask(UUID user, String token, List<UUID> others, boolean group) {
        if (underWay.incrementAndGet() > UNDER_WAY) {
            underWay.decrementAndGet();
            metrics.statusShed();
            return;
        }
        Object question = new Object();
        Set<UUID> changed = delivery.beginNoting(question, user);
        reads.statuses("Bearer " + token, Json.bytes(new Question(others, true)))
                .whenComplete((answer, failure) -> {
                    underWay.decrementAndGet();
                    delivery.endNoting(question);
                    if (failure != null) {
                        log.debug("No status of new partners: {}", failure.toString());
                    } else {
                        answer.ifPresent(body -> send(user, body, changed, group));
                    }
                });
    }

    /** A status that changed for the user to see since it was asked for is sent by that change. */
    private void send(UUID user, byte[] body, Set<UUID> changed, boolean group) {
        try {
            List<Status> statuses = Json.read(body, Statuses.class).statuses();
            (statuses == null ? List.<Status>of() : statuses)
                    .stream()
                            .filter(status -> !changed.contains(status.userId()) && (!group || status.isOnline()))
                            .forEach(status -> delivery.send(status, List.of(user)));
        } catch (JacksonException e) {
            log.warn(
                    "presence-service answered what is no list of statuses: {}",
                    e.getClass().getSimpleName());
        }
    }
}
