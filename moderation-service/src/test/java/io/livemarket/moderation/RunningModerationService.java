package io.livemarket.moderation;

import static org.awaitility.Awaitility.await;

import io.livemarket.embedded.EmbeddedStack;
import io.livemarket.events.Ids;
import io.livemarket.events.chat.EnforcementCommand;
import io.livemarket.events.chat.EnforcementResult;
import io.livemarket.events.chat.EnforcementResult.BlockApplied;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.moderation.ModerationEvent;
import io.livemarket.kit.enforcement.EnforcementChange;
import io.livemarket.kit.enforcement.EnforcementKind;
import io.livemarket.kit.enforcement.EnforcementReader;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicTail;
import io.livemarket.testkit.running.Instance;
import io.livemarket.testkit.running.RestClient;
import io.livemarket.testkit.running.RunningService;
import io.livemarket.testkit.running.TokenIssuer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** moderation-service. Of chat-service there is as much as answers for its partitions: those that are to answer. */
final class RunningModerationService extends RunningService {

    static final int PARTITIONS = Instance.PARTITIONS;

    private static final EventCodec<EnforcementCommand> ORDERS = EventCodec.of(EnforcementCommand.class);
    private static final EventCodec<EnforcementResult> ANSWERS = EventCodec.of(EnforcementResult.class);

    private final TopicTail orders;
    private volatile int answering = PARTITIONS;

    private RunningModerationService(Instance instance) {
        super(
                ModerationServiceApplication::builder,
                instance.trusting(issuer())
                        .with(
                                "--livemarket.moderation.reports-per-minute=1000",
                                "--livemarket.moderation.blocks-per-minute=1000",
                                "--livemarket.moderation.search-per-minute=60s",
                                "--livemarket.moderation.rule-changes-per-minute=1000"));
        start();
        orders = TopicTail.fromEnd("it-orders", bean(KafkaClients.class), List.of(Topics.CHAT_COMMANDS), this::apply);
        await("orders").atMost(Duration.ofSeconds(60)).until(orders::isReady);
    }

    /** Starts an instance on the broker and the store that all tests share. */
    static RunningModerationService alone() {
        return new RunningModerationService(Instance.fresh());
    }

    /** One on parts of its own. */
    static RunningModerationService on(EmbeddedStack stack) {
        return new RunningModerationService(Instance.on(stack));
    }

    /** The events about a user, in order. */
    List<ModerationEvent> events(UUID user) {
        return kafka().events(Topics.MODERATION_EVENTS, ModerationEvent.class, user);
    }

    /** The keys of the records of a rule, in order. */
    List<String> ruleKeys(UUID rule) {
        return records(Topics.MODERATION_RULES.name()).stream()
                .map(ConsumerRecord::key)
                .filter(key -> key.startsWith(rule.toString()))
                .toList();
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
        producer().send(new ProducerRecord<>(Topics.CHAT_EVENTS.name(), null, chat.toString(), value, headers));
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
            producer()
                    .send(new ProducerRecord<>(
                            Topics.CHAT_RESULTS.name(),
                            null,
                            Envelope.text(record.headers(), Envelope.ORIGIN),
                            ANSWERS.write(applied),
                            headers));
        }
    }

    void write(String topic, UUID key, byte[] value, String type, List<UUID> audience) {
        write(topic, key, value, type, audience, List.of());
    }

    /** @param withheld the users that see its place alone */
    void write(String topic, UUID key, byte[] value, String type, List<UUID> audience, List<UUID> withheld) {
        Headers headers = Envelope.describe(new RecordHeaders(), Ids.next().toString(), type, "/it", now(), key);
        Envelope.audience(headers, audience);
        Envelope.withheld(headers, withheld);
        write(new ProducerRecord<>(topic, null, now().toEpochMilli(), key.toString(), value, headers));
    }

    RestClient moderator(UUID user) {
        return with(issuer().signed(TokenIssuer.claims(user)
                .claim("roles", List.of("user", "moderator"))
                .build()));
    }

    @Override
    public void close() {
        if (orders != null) {
            orders.close();
        }
        super.close();
    }
}
