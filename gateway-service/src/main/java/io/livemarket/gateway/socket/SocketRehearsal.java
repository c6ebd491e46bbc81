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
import io.livemarket.gateway.delivery.MissedMessages;
import io.livemarket.gateway.delivery.ShownSeqs;
import io.livemarket.gateway.delivery.SocketBacklog;
import io.livemarket.gateway.delivery.SocketBacklogs;
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
 * Sends a message between two invented users through the gateway once, in parallel with the start. The JVM links
 * switches over types, lambdas and codecs at their first use, and producers connect then, which would add tens of
 * milliseconds to the first message after a start. Only the command leaves the gateway, and chat-service refuses it:
 * its chat does not exist.
 */
final class SocketRehearsal implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SocketRehearsal.class);
    private static final String SENT = EventTypes.of(ChatEvent.class).nameOf(ChatEvent.MessageSent.class);
    private static final MissedMessages NOTHING_MISSED =
            MissedMessages.of("{\"items\":[],\"hasMore\":false}".getBytes(StandardCharsets.US_ASCII));

    private final Function<SocketMetrics, ClientEvents> events;
    private final GatewayProperties.Sockets settings;
    private volatile boolean running;

    /** @param events makes the listener of the sockets, so that a rehearsal is not counted */
    SocketRehearsal(Function<SocketMetrics, ClientEvents> events, GatewayProperties.Sockets settings) {
        this.events = events;
        this.settings = settings;
    }

    /** Starts the rehearsal in a separate thread; its failure does not stop the start. */
    @Override
    public void start() {
        running = true;
        Thread.ofPlatform().daemon().name("gateway-rehearsal").start(() -> {
            try {
                play();
            } catch (RuntimeException e) {
                log.warn("Rehearsal of the gateway failed, the first message will take longer", e);
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
     * Answers and delivers the invented message.
     *
     * @return the names of the events that its sender and its recipient were sent
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
                ClientSession session = sessions.get(userId);
                if (session != null) {
                    action.accept(session.backlog());
                }
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

    /** A connected session without missed messages. */
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

    /** An ack without a client. */
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

    /** After the consumers of command outcomes. */
    @Override
    public int getPhase() {
        return Phases.WORKERS;
    }
}
