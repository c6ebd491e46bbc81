package io.livemarket.presence;

import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;
import io.livemarket.embedded.EmbeddedStack;
import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topic;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.moderation.ModerationEvent;
import io.livemarket.events.moderation.ModerationEvent.UserBlocked;
import io.livemarket.events.moderation.ModerationEvent.UserUnblocked;
import io.livemarket.events.presence.SessionFact;
import io.livemarket.events.presence.SessionFact.SessionClosed;
import io.livemarket.events.presence.SessionFact.SessionOpened;
import io.livemarket.events.presence.TypingSignal;
import io.livemarket.events.presence.TypingSignal.TypingSignalled;
import io.livemarket.events.users.UserEvent;
import io.livemarket.kit.kafka.HeartbeatWriter;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.testkit.running.RestClient;
import io.livemarket.testkit.running.StopOrder;
import io.livemarket.testkit.running.TestProducer;
import io.livemarket.testkit.running.TokenIssuer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/** The real application on a real broker and store, and everybody else that it hears of: gateways, chats and blocks. */
final class RunningPresence implements AutoCloseable {

    static final Duration DEBOUNCE = Duration.ofSeconds(2);
    static final Duration LOST_AFTER = Duration.ofMillis(2500);

    private static final TokenIssuer ISSUER = TokenIssuer.start();
    private static final Duration START_LIMIT = Duration.ofSeconds(180);

    private final EmbeddedStack stack;
    private final String prefix;
    private final String instance;
    private final Path dataDir;
    private ConfigurableApplicationContext context;
    private Producer<String, byte[]> producer;
    /** Of the gateways, which go on while the service is away. */
    private Producer<String, byte[]> heartbeats;

    RunningPresence() {
        this(EmbeddedStack.shared(), "it" + Ids.next().toString().replace("-", ""), "");
    }

    /** On a broker and a store of the test's own. */
    static RunningPresence on(EmbeddedStack stack) {
        return new RunningPresence(stack, "it" + Ids.next().toString().replace("-", ""), "");
    }

    /** A second instance of the same installation. */
    RunningPresence second() {
        return new RunningPresence(stack, prefix, "-second");
    }

    private RunningPresence(EmbeddedStack stack, String prefix, String suffix) {
        this.stack = stack;
        this.prefix = prefix;
        this.instance = prefix + suffix;
        try {
            dataDir = Files.createTempDirectory("presence-service-it");
        } catch (IOException e) {
            throw new IllegalStateException("No room for local state", e);
        }
        start();
    }

    /** Returns when it is healthy. */
    void start() {
        context = PresenceServiceApplication.builder()
                .run(
                        "--server.port=0",
                        "--livemarket.instance=" + instance,
                        "--livemarket.data-dir=" + dataDir,
                        "--livemarket.kafka.bootstrap-servers=" + stack.bootstrapServers(),
                        "--livemarket.kafka.partitions=3",
                        "--livemarket.mongodb.uri=" + stack.mongoUri(),
                        "--livemarket.mongodb.prefix=" + prefix,
                        "--livemarket.auth.jwks-uri=" + ISSUER.jwksUri(),
                        "--livemarket.presence.debounce=" + DEBOUNCE.toMillis() + "ms",
                        "--livemarket.presence.lost-after=" + LOST_AFTER.toMillis() + "ms",
                        "--livemarket.presence.heartbeat=200ms",
                        "--livemarket.presence.tick=100ms");
        StopOrder.assertWebServerStopsFirst(context);
        producer = TestProducer.create(clients().producer("it"));
        heartbeats = heartbeats == null ? TestProducer.create(clients().producer("it-gateways")) : heartbeats;
        await("health").atMost(START_LIMIT).until(() -> stranger().isHealthy());
    }

    void stop() {
        producer.close();
        context.close();
    }

    @Override
    public void close() {
        heartbeats.close();
        if (context.isActive()) {
            stop();
        }
    }

    /** Deletes the local state that engines keep between restarts. */
    void dropLocalState() throws IOException {
        FileSystemUtils.deleteRecursively(dataDir.resolve("engine"));
    }

    static TokenIssuer issuer() {
        return ISSUER;
    }

    KafkaClients clients() {
        return context.getBean(KafkaClients.class);
    }

    MongoDatabase database() {
        return context.getBean(MongoDatabase.class);
    }

    String mongoUri() {
        return stack.mongoUri();
    }

    String databaseName() {
        return prefix + "_presence";
    }

    double counter(String name) {
        return context.getBean(io.micrometer.core.instrument.MeterRegistry.class)
                .get(name)
                .counter()
                .count();
    }

    RestClient as(UUID user) {
        return with(ISSUER.token(user));
    }

    RestClient with(String token) {
        return new RestClient(
                () -> URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port")),
                token);
    }

    RestClient stranger() {
        return with(null);
    }

    /** A gateway that shows that it is alive until it is closed. */
    HeartbeatWriter gateway(String id) {
        HeartbeatWriter alive = new HeartbeatWriter(heartbeats, id, Clock.systemUTC());
        alive.start(Duration.ofMillis(200));
        return alive;
    }

    void opened(UUID user, String session, String gateway, String device) {
        say(new SessionOpened(user, session, gateway, device, "websocket", now()));
    }

    void closed(UUID user, String session, String gateway) {
        say(new SessionClosed(user, session, gateway, "transport-close", now()));
    }

    /**
     * A device leaves and is back at once: both facts are given to the producer before either is waited for, however
     * long that takes.
     */
    void reconnected(UUID user, String gone, String back, String gateway, String device) {
        Future<?> closed = send(
                Topics.PRESENCE_SESSIONS,
                user,
                EventCodec.of(SessionFact.class),
                new SessionClosed(user, gone, gateway, "transport-close", now()));
        Future<?> opened = send(
                Topics.PRESENCE_SESSIONS,
                user,
                EventCodec.of(SessionFact.class),
                new SessionOpened(user, back, gateway, device, "websocket", now()));
        awaitWritten(closed);
        awaitWritten(opened);
    }

    void say(SessionFact fact) {
        write(Topics.PRESENCE_SESSIONS, fact.userId(), EventCodec.of(SessionFact.class), fact);
    }

    UUID chat(UUID... people) {
        ChatType type = people.length == 2 ? ChatType.PRIVATE : ChatType.GROUP;
        UUID chatId = Ids.next();
        write(
                Topics.CHAT_EVENTS,
                chatId,
                EventCodec.of(ChatEvent.class),
                new ChatOpened(chatId, 1, type, List.of(people), null, people[0], now()));
        return chatId;
    }

    void block(UUID by, UUID whom, long version) {
        write(
                Topics.MODERATION_EVENTS,
                by,
                EventCodec.of(ModerationEvent.class),
                new UserBlocked(by, version, whom, now()));
    }

    void unblock(UUID by, UUID whom, long version) {
        write(
                Topics.MODERATION_EVENTS,
                by,
                EventCodec.of(ModerationEvent.class),
                new UserUnblocked(by, version, whom, now()));
    }

    void types(UUID chat, UUID user, Instant at) {
        write(
                Topics.PRESENCE_SIGNALS,
                chat,
                EventCodec.of(TypingSignal.class),
                new TypingSignalled(chat, user, true, at));
    }

    void renames(UUID user, long version, String username) {
        write(
                Topics.USERS_EVENTS,
                user,
                EventCodec.of(UserEvent.class),
                new UserEvent.ProfileUpdated(user, version, username, null, now()));
    }

    void deletes(UUID user, long version) {
        write(
                Topics.USERS_EVENTS,
                user,
                EventCodec.of(UserEvent.class),
                new UserEvent.UserDeleted(user, version, now()));
    }

    private <T> void write(Topic topic, UUID key, EventCodec<T> codec, T value) {
        awaitWritten(send(topic, key, codec, value));
    }

    private <T> Future<?> send(Topic topic, UUID key, EventCodec<T> codec, T value) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic.name(), key.toString(), codec.write(value));
        Envelope.describe(record.headers(), Ids.next().toString(), codec.types().nameOf(value), "/it", now(), key);
        return producer.send(record);
    }

    private static void awaitWritten(Future<?> written) {
        try {
            written.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("Not written", e);
        }
    }

    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
