package io.livemarket.gateway.kafka;

import io.livemarket.events.chat.ChatResult;
import io.livemarket.events.chat.ChatResult.CommandAccepted;
import io.livemarket.events.chat.ChatResult.CommandRefused;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.gateway.budgets.SpentElsewhere;
import io.livemarket.gateway.delivery.ChatDelivery;
import io.livemarket.gateway.kafka.CommandOutcome.Happened;
import io.livemarket.gateway.kafka.CommandOutcome.Refused;
import io.livemarket.gateway.kafka.CommandOutcome.Unchanged;
import io.livemarket.kit.config.Phases;
import io.livemarket.kit.kafka.FollowedTopics;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.PendingCommands;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.livemarket.kit.kafka.TopicTail;
import io.livemarket.socketio.SocketIoServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Consumes chat events and results: events go to the sockets, and outcomes to the callers on this instance that await
 * them. Started before the port opens and stopped after the last socket is closed.
 */
public final class ChatEventConsumer extends FollowedTopics {

    private static final Logger log = LoggerFactory.getLogger(ChatEventConsumer.class);
    private static final Duration READY_WITHIN = Duration.ofSeconds(30);
    private static final EventCodec<ChatResult> RESULTS = EventCodec.of(ChatResult.class);

    private final KafkaClients clients;
    private final String origin;
    private final ChatDelivery delivery;
    private final PendingCommands<CommandOutcome> pending;
    private final SpentElsewhere elsewhere;
    private final LogPositions positions = new LogPositions(this::firstOffsets);
    private volatile long delayMillis;

    /**
     * @param origin the name of this instance
     * @param elsewhere is notified of the commands of other instances
     */
    public ChatEventConsumer(
            KafkaClients clients,
            TopicProvisioner topics,
            String origin,
            ChatDelivery delivery,
            PendingCommands<CommandOutcome> pending,
            SpentElsewhere elsewhere) {
        super(topics, List.of(Topics.CHAT_COMMANDS, Topics.CHAT_EVENTS, Topics.CHAT_RESULTS));
        this.elsewhere = elsewhere;
        this.clients = clients;
        this.origin = origin;
        this.delivery = delivery;
        this.pending = pending;
    }

    private void consumeEvent(ConsumerRecord<String, byte[]> record) {
        positions.advance(record.partition(), record.offset());
        delayMillis = System.currentTimeMillis() - record.timestamp();
        Headers headers = record.headers();
        String from = Envelope.text(headers, Envelope.ORIGIN);
        UUID actor = from == null || from.equals(origin) ? null : Envelope.id(headers, Envelope.ACTOR);
        if (actor != null) {
            elsewhere.accepted(actor);
        }
        if (origin.equals(from)) {
            UUID commandId = Envelope.id(headers, Envelope.COMMAND);
            if (commandId != null) {
                pending.complete(commandId, new Happened(record.value()));
            }
        }
        delivery.deliver(record);
    }

    private void consumeResult(ConsumerRecord<String, byte[]> record) {
        if (!origin.equals(record.key())) {
            return;
        }
        RESULTS.read(record.headers(), record.value()).ifPresent(result -> {
            switch (result) {
                // The event carries the outcome, and is consumed separately.
                case CommandAccepted accepted when !accepted.duplicate() -> {}
                case CommandAccepted accepted -> pending.complete(accepted.commandId(), new Unchanged(accepted));
                case CommandRefused refused ->
                    pending.complete(
                            refused.commandId(),
                            new Refused(refused.code(), refused.category(), refused.retryAfterMs()));
            }
        });
    }

    private Map<Integer, Long> firstOffsets() {
        Map<Integer, Long> first = new HashMap<>();
        tails().forEach(tail -> tail.positions().forEach((partition, offset) -> {
            if (partition.topic().equals(Topics.CHAT_EVENTS.name())) {
                first.put(partition.partition(), offset);
            }
        }));
        return first;
    }

    /** The positions up to which events are consumed. */
    public LogPositions positions() {
        return positions;
    }

    /** The sum of the next offsets of all partitions. */
    long consumedOffsets() {
        return positions.next().values().stream().mapToLong(Long::longValue).sum();
    }

    /** The age of the last event at its consumption, by the clocks of its producer and of this instance. */
    double delaySeconds() {
        return delayMillis / 1_000.0;
    }

    @Override
    protected List<TopicTail> follow() {
        TopicTail results =
                TopicTail.fromEnd("chat-results", clients, List.of(Topics.CHAT_RESULTS), this::consumeResult);
        TopicTail events = TopicTail.fromEnd(
                "chat-events", clients, List.of(Topics.CHAT_EVENTS), this::consumeEvent, SocketIoServer::gathered);
        return List.of(events, results);
    }

    @Override
    protected void begun() {
        if (!awaitReady(READY_WITHIN)) {
            log.warn("Chat events are not consumed yet; sockets are refused until they are");
        }
    }

    /** Before the web server opens its port. */
    @Override
    public int getPhase() {
        return Phases.ANSWERS;
    }
}
