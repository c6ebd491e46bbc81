package io.livemarket.moderation;

import static org.awaitility.Awaitility.await;

import io.livemarket.embedded.EmbeddedStack;
import io.livemarket.events.Ids;
import io.livemarket.events.chat.EnforcementCommand;
import io.livemarket.events.chat.EnforcementResult;
import io.livemarket.events.chat.EnforcementResult.BlockApplied;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topic;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.moderation.ModerationEvent;
import io.livemarket.events.users.UserEvent;
import io.livemarket.events.users.UserEvent.UserRegistered;
import io.livemarket.kit.enforcement.EnforcementChange;
import io.livemarket.kit.enforcement.EnforcementKind;
import io.livemarket.kit.enforcement.EnforcementReader;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicTail;
import io.livemarket.testkit.running.RestClient;
import io.livemarket.testkit.running.StopOrder;
import io.livemarket.testkit.running.TestProducer;
import io.livemarket.testkit.running.TokenIssuer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The real application on a real broker and store. Of chat-service there is as much as answers for its partitions:
 * those that are to answer.
 */
final class RunningModerationService implements AutoCloseable {

    static final int PARTITIONS = 3;

    private static final TokenIssuer ISSUER = TokenIssuer.start();
    private static final EventCodec<EnforcementCommand> ORDERS = EventCodec.of(EnforcementCommand.class);
    private static final EventCodec<EnforcementResult> ANSWERS = EventCodec.of(EnforcementResult.class);

    private final EmbeddedStack stack;
    private final String prefix = "it" + Ids.next().toString().replace("-", "");
    private final ConfigurableApplicationContext context;
    private final Producer<String, byte[]> producer;
    private final TopicTail orders;
    private volatile int answering = PARTITIONS;

    private RunningModerationService(EmbeddedStack stack) {
        this.stack = stack;
        context = run(prefix);
        StopOrder.assertWebServerStopsFirst(context);
        KafkaClients clients = context.getBean(KafkaClients.class);
        producer = TestProducer.create(clients.producer("it"));
        orders = TopicTail.fromEnd("it-orders", clients, List.of(Topics.CHAT_COMMANDS), this::apply);
        await("health")
                .atMost(Duration.ofSeconds(180))
                .until(() -> orders.isReady() && with(null).isHealthy());
    }

    private ConfigurableApplicationContext run(String instance) {
        try {
            return ModerationServiceApplication.builder()
                    .run(
                            "--server.port=0",
                            "--livemarket.instance=" + instance,
                            "--livemarket.data-dir=" + Files.createTempDirectory("moderation-it"),
                            "--livemarket.kafka.bootstrap-servers=" + stack.bootstrapServers(),
                            "--livemarket.kafka.partitions=" + PARTITIONS,
                            "--livemarket.mongodb.uri=" + stack.mongoUri(),
                            "--livemarket.mongodb.prefix=" + prefix,
                            "--livemarket.auth.jwks-uri=" + ISSUER.jwksUri(),
                            "--livemarket.moderation.reports-per-minute=1000",
                            "--livemarket.moderation.blocks-per-minute=1000",
                            "--livemarket.moderation.search-per-minute=60s",
                            "--livemarket.moderation.rule-changes-per-minute=1000");
        } catch (IOException e) {
            throw new IllegalStateException("No room for local state", e);
        }
    }

    static RunningModerationService start() {
        return on(EmbeddedStack.shared());
    }

    /** One on parts of its own. */
    static RunningModerationService on(EmbeddedStack stack) {
        return new RunningModerationService(stack);
    }

    /** Starts a second instance beside this one, in this JVM; its caller closes it. */
    ConfigurableApplicationContext another() {
        return run(prefix + "-" + Ids.next());
    }

    Producer<String, byte[]> producer() {
        return producer;
    }

    /** The events about a user, in order. */
    List<ModerationEvent> events(UUID user) {
        return records(Topics.MODERATION_EVENTS).stream()
                .filter(record -> record.key().equals(user.toString()))
                .map(record -> EventCodec.of(ModerationEvent.class)
                        .read(record.headers(), record.value())
                        .orElseThrow())
                .toList();
    }

    /** The keys of the records of a rule, in order. */
    List<String> ruleKeys(UUID rule) {
        return records(Topics.MODERATION_RULES).stream()
                .map(ConsumerRecord::key)
                .filter(key -> key.startsWith(rule.toString()))
                .toList();
    }

    /** All that a topic holds, in the order of each partition. */
    List<ConsumerRecord<String, byte[]>> records(Topic topic) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(bean(KafkaClients.class).consumer("it-records"))) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < end.get(p))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    /** A reader as other services are, which starts now; its caller closes it. */
    TopicTail enforced(EnforcementKind kind, Consumer<EnforcementChange> changes) {
        return EnforcementReader.start("it-" + Ids.next(), bean(KafkaClients.class), kind, changes);
    }

    /** A message in which the rules on content found something. */
    void flagged(UUID chat, byte[] value, String note) {
        Headers headers = Envelope.describe(
                new RecordHeaders(), Ids.next().toString(), "chat.message-sent.v1", "/it", now(), chat);
        Envelope.put(headers, Envelope.MODERATION, note);
        producer.send(new ProducerRecord<>(Topics.CHAT_EVENTS.name(), null, chat.toString(), value, headers));
    }

    /** From now on the first so many partitions answer. */
    void partitionsThatAnswer(int count) {
        answering = count;
    }

    private void apply(ConsumerRecord<String, byte[]> record) {
        if (record.partition() < answering
                && ORDERS.read(record.headers(), record.value()).isPresent()) {
            UUID commandId = Envelope.id(record.headers(), Envelope.ID);
            BlockApplied applied = new BlockApplied(commandId, record.partition());
            Headers headers = Envelope.describe(
                    new RecordHeaders(),
                    commandId + "-" + record.partition(),
                    ANSWERS.types().nameOf(applied),
                    "/chat-service",
                    Instant.now(),
                    commandId);
            producer.send(new ProducerRecord<>(
                    Topics.CHAT_RESULTS.name(),
                    null,
                    Envelope.text(record.headers(), Envelope.ORIGIN),
                    ANSWERS.write(applied),
                    headers));
        }
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    UUID newUser() {
        UserRegistered event = new UserRegistered(Ids.next(), 1, "u" + UUID.randomUUID(), null, now());
        write(
                Topics.USERS_EVENTS.name(),
                event.userId(),
                EventCodec.of(UserEvent.class).write(event),
                "users.user-registered.v1",
                List.of());
        return event.userId();
    }

    void write(String topic, UUID key, byte[] value, String type, List<UUID> audience) {
        write(topic, key, value, type, audience, List.of());
    }

    /** @param withheld the users that see its place alone */
    void write(String topic, UUID key, byte[] value, String type, List<UUID> audience, List<UUID> withheld) {
        Headers headers = Envelope.describe(new RecordHeaders(), Ids.next().toString(), type, "/it", now(), key);
        Envelope.audience(headers, audience);
        Envelope.withheld(headers, withheld);
        try {
            producer.send(new ProducerRecord<>(topic, null, now().toEpochMilli(), key.toString(), value, headers))
                    .get();
        } catch (Exception e) {
            throw new IllegalStateException("Not written", e);
        }
    }

    RestClient as(UUID user) {
        return with(ISSUER.token(user));
    }

    RestClient moderator(UUID user) {
        return with(ISSUER.signed(TokenIssuer.claims(user)
                .claim("roles", List.of("user", "moderator"))
                .build()));
    }

    RestClient with(String token) {
        return new RestClient(
                () -> URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port")),
                token);
    }

    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public void close() {
        orders.close();
        producer.close();
        context.close();
    }
}
