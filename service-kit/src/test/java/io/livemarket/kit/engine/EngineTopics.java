package io.livemarket.kit.engine;

import static org.awaitility.Awaitility.await;

import io.livemarket.embedded.EmbeddedStack;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.Topic;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.livemarket.testkit.running.TestProducer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;

/**
 * The topics of a test's own engine on a real broker, with the records that a test writes to them and reads from them.
 */
public final class EngineTopics implements AutoCloseable {

    private final String name = "engine-" + UUID.randomUUID();
    public final Topic commands = topic("commands");
    public final Topic events = topic("events");
    final Topic journal = new Topic(name + ".journal", "key", "test", null, false, true);
    public final Topic answers = topic("answers");
    public final KafkaClients clients;
    public final TopicProvisioner provisioner;
    public final KafkaProducer<String, byte[]> producer;

    public EngineTopics(int partitions) {
        this(partitions, EmbeddedStack.shared().bootstrapServers());
    }

    /** On a broker of the test's own. */
    EngineTopics(int partitions, String bootstrapServers) {
        LiveMarketProperties properties = new LiveMarketProperties(
                "test",
                name,
                Path.of("target"),
                new LiveMarketProperties.Kafka(bootstrapServers, partitions, (short) -1, Map.of()),
                new LiveMarketProperties.Mongodb("mongodb://none", "none"),
                new LiveMarketProperties.Auth("livemarket", "livemarket", "http://none"),
                null);
        clients = new KafkaClients(properties);
        provisioner = new TopicProvisioner(clients, properties.kafka());
        provisioner.provision(List.of(commands, events, journal, answers, deadLetters()));
        producer = TestProducer.create(clients.producer("test"));
    }

    private Topic topic(String kind) {
        return new Topic(name + "." + kind, "key", "test", null, false, false);
    }

    public Topic deadLetters() {
        return new Topic(commands.deadLetters(), "key", "test", null, false, false);
    }

    public EngineSettings settings(Path directory) {
        return settings(new LocalState(directory, false));
    }

    EngineSettings settings(LocalState local) {
        return new EngineSettings(
                name, new DecidedTopics(commands, events, journal, deadLetters()), local, 1, 100, Duration.ZERO);
    }

    /** Deletes a topic and makes it again, empty and under another id. */
    void makeAnew(Topic topic) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(clients.common("test-admin"))) {
            admin.deleteTopics(List.of(topic.name())).all().get();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !admin.listTopics().names().get().contains(topic.name()));
            provisioner.provision(List.of(topic));
        }
    }

    /**
     * Has the broker refuse records that are larger in this topic, and returns once it does: the controller answers
     * before.
     */
    void limit(Topic topic, int bytes) throws InterruptedException, ExecutionException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        try (Admin admin = Admin.create(clients.common("test-admin"))) {
            admin.incrementalAlterConfigs(Map.of(
                            resource,
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("max.message.bytes", Integer.toString(bytes)),
                                    AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> admin.describeConfigs(List.of(resource))
                            .all()
                            .get()
                            .get(resource)
                            .get("max.message.bytes")
                            .value()
                            .equals(Integer.toString(bytes)));
        }
    }

    /** The id of a topic. */
    Uuid idOf(Topic topic) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(clients.common("test-admin"))) {
            return admin.describeTopics(List.of(topic.name()))
                    .allTopicNames()
                    .get()
                    .get(topic.name())
                    .topicId();
        }
    }

    public void ask(String key, String value) {
        ProducerRecord<String, byte[]> command =
                new ProducerRecord<>(commands.name(), key, CountingDecider.bytes(value));
        Envelope.put(command.headers(), Envelope.ID, UUID.randomUUID().toString());
        write(command);
    }

    void write(ProducerRecord<String, byte[]> record) {
        try {
            producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("Not written", e);
        }
    }

    /** The committed records of a topic, partition after partition. */
    public List<ConsumerRecord<String, byte[]>> read(Topic topic) {
        List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(clients.consumer("test-reader"))) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(topic.name(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
            }
        }
        return all;
    }

    /** The values of a key's events, in order. */
    public List<String> eventsOf(String key) {
        return read(events).stream()
                .filter(event -> event.key().equals(key))
                .map(event -> CountingDecider.text(event.value()))
                .toList();
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
