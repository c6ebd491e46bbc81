package io.livemarket.gateway.socket;

import io.livemarket.events.EventTypes;
import io.livemarket.events.Ids;
import io.livemarket.events.Json;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.Topics;
import io.livemarket.gateway.callers.VerifiedToken;
import io.livemarket.gateway.config.GatewayProperties;
import io.livemarket.gateway.delivery.ChatDelivery;
import io.livemarket.gateway.delivery.SocketBacklog;
import io.livemarket.gateway.delivery.SocketBacklogs;
import io.livemarket.gateway.delivery.MissedMessages;
import io.livemarket.gateway.delivery.ShownSeqs;
import io.livemarket.gateway.kafka.CommandOutcome.Happened;
import io.livemarket.gateway.requests.ClientEvent;
import io.livemarket.kit.config.Phases;
import io.livemarket.kit.tracing.Tracing;
import io.livemarket.socketio.AckSender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * Takes a message of two made-up users through the gateway once, beside the start. The JVM links switches over types,
 * lambdas and codecs at their first use, and producers connect then, which takes the first message of a start tens of
 * milliseconds otherwise. The one thing that leaves the gateway is the command, which chat-service refuses: its chat
 * does not exist.
 */
final class SocketRehearsal implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SocketRehearsal.class);
    private static final String SENT = EventTypes.of(ChatEvent.class).nameOf(ChatEvent.MessageSent.class);
    private static final MissedMessages NOTHING_MISSED =
            MissedMessages.of("{\"items\":[],\"hasMore\":false}".getBytes(StandardCharsets.US_ASCII));

    private final Function<SocketMetrics, ClientEvents> events;
    private final GatewayProperties.Sockets settings;
    private volatile boolean running;

    /** @param events makes what handles the events of sockets, so that a rehearsal is not counted */
    SocketRehearsal(Function<SocketMetrics, ClientEvents> events, GatewayProperties.Sockets settings) {
        this.events = events;
        this.settings = settings;
    }

    /** Starts the rehearsal in a thread of its own; the start goes on in any case. */
    @Override
    public void start() {
        running = true;
        Thread.ofPlatform().daemon().name("gateway-rehearsal").start(() -> {
            try {
                play();
            } catch (RuntimeException e) {
                log.warn("The rehearsal of the gateway failed, and the first message takes longer", e);
            }
        });
    }

    private void play() {
        ask(session(settings));
        show(settings);
    }

    private void ask(ClientSession sender) {
        ArrayNode arguments = Json.MAPPER.createArrayNode();
        arguments
                .addObject()
                .put("chatId", Ids.next().toString())
                .put("content", "rehearsal")
                .put("clientMessageId", Ids.next().toString());
        events.apply(uncounted()).onEvent(sender.socket(), ClientEvent.MESSAGE_SEND.wireName(), arguments, new NoAck());
    }

    /**
     * Has the made-up message answered and delivered; returns the names of the events that its sender and its recipient
     * were shown.
     */
    static List<String> show(GatewayProperties.Sockets settings) {
        ClientSession sender = session(settings);
        ClientSession recipient = session(settings);
        byte[] event = Json.bytes(
                Map.of("chatId", Ids.next(), "id", Ids.next(), "seq", 1, "version", 1, "content", "rehearsal"));
        ChatHandler.answer(
                new Happened(event),
                new Reply(
                        sender,
                        ClientEvent.MESSAGE_SEND,
                        Json.MAPPER.createObjectNode(),
                        new NoAck(),
                        uncounted(),
                        System.nanoTime()),
                _ -> {});
        new ChatDelivery(
                        backlogs(Map.of(sender.userId(), sender, recipient.userId(), recipient)),
                        new ShownSeqs(),
                        Tracing.OFF)
                .deliver(record(event, sender.userId(), recipient.userId()));
        return List.of(socket(sender).shown(), socket(recipient).shown());
    }

    private static SocketBacklogs backlogs(Map<UUID, ClientSession> sessions) {
        return new SocketBacklogs() {

            @Override
            public boolean has(UUID userId) {
                return sessions.containsKey(userId);
            }

            @Override
            public void forEach(UUID userId, Consumer<SocketBacklog> action) {
                action.accept(sessions.get(userId).backlog());
            }
        };
    }

    private static SocketMetrics uncounted() {
        return new SocketMetrics(new SimpleMeterRegistry(), Tracing.OFF);
    }

    private static ConsumerRecord<String, byte[]> record(byte[] event, UUID sender, UUID recipient) {
        Headers headers = new RecordHeaders();
        Envelope.put(headers, Envelope.TYPE, SENT);
        Envelope.put(headers, Envelope.ACTOR, sender.toString());
        Envelope.audience(headers, List.of(sender, recipient));
        return new ConsumerRecord<>(
                Topics.CHAT_EVENTS.name(),
                0,
                0,
                System.currentTimeMillis(),
                TimestampType.CREATE_TIME,
                -1,
                -1,
                Ids.next().toString(),
                event,
                headers,
                Optional.empty());
    }

    /** A session that is connected and missed nothing. */
    private static ClientSession session(GatewayProperties.Sockets settings) {
        ClientSession session = new ClientSession(
                new VerifiedToken("rehearsal", Ids.next(), Instant.MAX, "rehearsal", Optional.empty()),
                "rehearsal",
                null,
                Optional.empty(),
                settings);
        session.ready(new RehearsalSocket(session));
        session.backlog().resume(NOTHING_MISSED, new long[] {0});
        session.backlog().pump();
        return session;
    }

    private static RehearsalSocket socket(ClientSession session) {
        return (RehearsalSocket) session.socket();
    }

    /** An acknowledgement that goes nowhere. */
    private record NoAck() implements AckSender {

        @Override
        public boolean send(byte[]... jsonArguments) {
            return true;
        }

        @Override
        public boolean sendJoined(byte[]... parts) {
            return true;
        }

        @Override
        public boolean send(JsonNode... arguments) {
            return true;
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After the readers of the answers to commands. */
    @Override
    public int getPhase() {
        return Phases.WORKERS;
    }
}
