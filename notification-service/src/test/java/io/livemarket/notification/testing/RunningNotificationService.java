package io.livemarket.notification.testing;

import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;
import io.livemarket.embedded.EmbeddedStack;
import io.livemarket.events.Ids;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topic;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.moderation.ModerationEvent;
import io.livemarket.events.moderation.ModerationEvent.UserBlocked;
import io.livemarket.events.notifications.NotificationEvent;
import io.livemarket.events.users.UserEvent;
import io.livemarket.events.users.UserEvent.ProfileUpdated;
import io.livemarket.events.users.UserEvent.UserRegistered;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.notification.NotificationServiceApplication;
import io.livemarket.testkit.running.RestClient;
import io.livemarket.testkit.running.StopOrder;
import io.livemarket.testkit.running.TestProducer;
import io.livemarket.testkit.running.TokenIssuer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The real application on a real broker and store, on a port of its own. One runs at a time, since all are of one
 * consumer group: a test that needs its own ends the shared one.
 */
public final class RunningNotificationService implements AutoCloseable {

    private static final TokenIssuer ISSUER = TokenIssuer.start();
    private static final Duration START_LIMIT = Duration.ofSeconds(180);
    private static RunningNotificationService shared;

    private final EmbeddedStack stack;
    private final String prefix = "it" + Ids.next().toString().replace("-", "");
    private final Path dataDir;
    private List<String> settings;
    private ConfigurableApplicationContext context;
    private Producer<String, byte[]> producer;

    private RunningNotificationService(EmbeddedStack stack, List<String> vapidKeys, List<String> settings) {
        this.stack = stack;
        this.settings = settings;
        try {
            dataDir = Files.createTempDirectory("notification-service-it");
            if (!vapidKeys.isEmpty()) {
                Files.createDirectories(dataDir.resolve("secrets"));
                Files.write(dataDir.resolve("secrets").resolve("vapid.keys"), vapidKeys);
            }
        } catch (IOException e) {
            throw new IllegalStateException("No room for local state", e);
        }
        start();
    }

    /** The one that tests share which break nothing; it ends with the JVM. */
    public static synchronized RunningNotificationService shared() {
        if (shared == null) {
            shared = new RunningNotificationService(EmbeddedStack.shared(), List.of(), List.of());
        }
        return shared;
    }

    /** An instance for a test that stops it, spoils its data, or needs settings of its own. */
    public static synchronized RunningNotificationService alone(String... settings) {
        if (shared != null) {
            shared.close();
            shared = null;
        }
        return new RunningNotificationService(EmbeddedStack.shared(), List.of(), List.of(settings));
    }

    /** One on parts of its own, with these VAPID keys. */
    public static RunningNotificationService on(EmbeddedStack stack, List<String> vapidKeys, String... settings) {
        return new RunningNotificationService(stack, vapidKeys, List.of(settings));
    }

    /** Returns when it is healthy. */
    public void start() {
        context = NotificationServiceApplication.builder().run(arguments().toArray(String[]::new));
        StopOrder.assertWebServerStopsFirst(context);
        if (producer == null) {
            producer = TestProducer.create(bean(KafkaClients.class).producer("it"));
        }
        await("health").atMost(START_LIMIT).until(() -> stranger().isHealthy());
    }

    /** The properties with which it starts, for tests that start it elsewhere. */
    public List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--livemarket.instance=" + prefix,
                "--livemarket.data-dir=" + dataDir,
                "--livemarket.kafka.bootstrap-servers=" + stack.bootstrapServers(),
                "--livemarket.kafka.partitions=3",
                "--livemarket.mongodb.uri=" + stack.mongoUri(),
                "--livemarket.mongodb.prefix=" + prefix,
                "--livemarket.notification.push.keys-file="
                        + dataDir.resolve("secrets").resolve("vapid.keys"),
                "--livemarket.auth.jwks-uri=" + ISSUER.jwksUri()));
        arguments.addAll(settings);
        return arguments;
    }

    /** Starts a second instance beside this one, in this JVM; its caller closes it. */
    public ConfigurableApplicationContext another() {
        String other = "it" + Ids.next().toString().replace("-", "");
        return NotificationServiceApplication.builder()
                .run(arguments().stream()
                        .map(argument -> argument.startsWith("--livemarket.instance=")
                                ? "--livemarket.instance=" + other
                                : argument)
                        .map(argument -> argument.startsWith("--livemarket.data-dir=")
                                ? "--livemarket.data-dir=" + dataDir.resolve(other)
                                : argument)
                        .toArray(String[]::new));
    }

    /** Starts it again with other settings; records that are written meanwhile wait for it. */
    public void restart(String... newSettings) {
        stop();
        settings = List.of(newSettings);
        start();
    }

    /** Where its VAPID keys are. */
    public Path vapidKeys() {
        return dataDir.resolve("secrets").resolve("vapid.keys");
    }

    /** Stops it; records that are written meanwhile wait for it. */
    public void stop() {
        context.close();
    }

    @Override
    public void close() {
        if (context.isActive()) {
            stop();
        }
        producer.close();
    }

    public EmbeddedStack stack() {
        return stack;
    }

    public Path dataDir() {
        return dataDir;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public MongoDatabase database() {
        return bean(MongoDatabase.class);
    }

    /** The database's name, for when it is stopped. */
    public String databaseName() {
        return prefix + "_notification";
    }

    public void write(ProducerRecord<String, byte[]> record) {
        try {
            producer.send(record).get();
        } catch (Exception e) {
            throw new IllegalStateException("Not written", e);
        }
    }

    /** A new user with this name. */
    public UUID newUser(String name) {
        UserRegistered event = new UserRegistered(Ids.next(), 1, name, null, ChatLog.now());
        write(new ProducerRecord<>(
                Topics.USERS_EVENTS.name(),
                null,
                event.userId().toString(),
                EventCodec.of(UserEvent.class).write(event),
                Envelope.describe(
                        new RecordHeaders(),
                        event.userId() + "-1",
                        "users.user-registered.v1",
                        "/auth-service",
                        event.createdAt(),
                        event.userId())));
        return event.userId();
    }

    /** A user has another name from now on. */
    public void rename(UUID user, String name) {
        ProfileUpdated event = new ProfileUpdated(user, 2, name, null, ChatLog.now());
        write(new ProducerRecord<>(
                Topics.USERS_EVENTS.name(),
                null,
                user.toString(),
                EventCodec.of(UserEvent.class).write(event),
                Envelope.describe(
                        new RecordHeaders(),
                        user + "-2",
                        "users.profile-updated.v1",
                        "/auth-service",
                        event.updatedAt(),
                        user)));
    }

    /** The event of moderation-service. */
    public void block(UUID blocker, UUID blocked) {
        UserBlocked event = new UserBlocked(blocker, 1, blocked, ChatLog.now());
        write(new ProducerRecord<>(
                Topics.MODERATION_EVENTS.name(),
                null,
                blocker.toString(),
                EventCodec.of(ModerationEvent.class).write(event),
                Envelope.describe(
                        new RecordHeaders(),
                        Ids.next().toString(),
                        "moderation.user-blocked.v1",
                        "/moderation-service",
                        event.blockedAt(),
                        blocker)));
    }

    /** Any record, by the name of its type. */
    public void write(Topic topic, UUID key, String type, byte[] value) {
        RecordHeaders headers = new RecordHeaders();
        Envelope.describe(headers, Ids.next().toString(), type, "/it", ChatLog.now(), key);
        write(new ProducerRecord<>(topic.name(), null, key.toString(), value, headers));
    }

    public ChatLog chat(UUID creator, UUID other) {
        return ChatLog.between(this::write, creator, other);
    }

    public ChatLog group(UUID creator, UUID... others) {
        return ChatLog.group(this::write, creator, others);
    }

    /** The events about a user, in order. */
    public List<NotificationEvent> events(UUID user) {
        return records(Topics.NOTIFICATIONS_EVENTS.name()).stream()
                .filter(r -> user.toString().equals(r.key()))
                .map(r -> EventCodec.of(NotificationEvent.class)
                        .read(r.headers(), r.value())
                        .orElseThrow())
                .toList();
    }

    /** All committed records of a topic. */
    public List<ConsumerRecord<String, byte[]>> records(String topic) {
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(bean(KafkaClients.class).consumer("it-records"))) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                consumer.poll(Duration.ofMillis(50)).forEach(all::add);
                return partitions.stream().allMatch(p -> consumer.position(p) >= end.get(p));
            });
            return all;
        }
    }

    public static TokenIssuer issuer() {
        return ISSUER;
    }

    public RestClient as(UUID user) {
        return with(ISSUER.token(user));
    }

    public RestClient with(String token) {
        return new RestClient(this::base, token);
    }

    public RestClient stranger() {
        return with(null);
    }

    private URI base() {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"));
    }
}
