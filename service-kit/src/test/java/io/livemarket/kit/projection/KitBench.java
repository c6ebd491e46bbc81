package io.livemarket.kit.projection;

import com.mongodb.ServerAddress;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.connection.ClusterId;
import com.mongodb.connection.ServerConnectionState;
import com.mongodb.connection.ServerDescription;
import com.mongodb.connection.ServerId;
import com.mongodb.event.ServerDescriptionChangedEvent;
import io.livemarket.embedded.EmbeddedStack;
import io.livemarket.events.kafka.Topic;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** A topic and a database of their own on the shared broker and store, with a transactional writer. */
final class KitBench implements AutoCloseable {

    static final int PARTITIONS = 4;

    private final LiveMarketProperties properties = new LiveMarketProperties(
            "test",
            "kit-" + UUID.randomUUID(),
            Path.of("target"),
            new LiveMarketProperties.Kafka(EmbeddedStack.shared().bootstrapServers(), PARTITIONS, (short) -1, Map.of()),
            new LiveMarketProperties.Mongodb("mongodb://none", "none"),
            new LiveMarketProperties.Auth("livemarket", "livemarket", "http://none"),
            null);
    private final KafkaClients clients = new KafkaClients(properties);
    private final TopicProvisioner topics = new TopicProvisioner(clients, properties.kafka());
    private final Topic topic = new Topic("kit-" + UUID.randomUUID(), "id", "test", null, false, false);
    private final MongoClient mongo = MongoClients.create(EmbeddedStack.shared().mongoUri());
    private final MongoDatabase database =
            mongo.getDatabase("kit_" + UUID.randomUUID().toString().replace("-", ""));
    private final KafkaProducer<String, byte[]> writer;
    private final KafkaProducer<String, byte[]> letters = new KafkaProducer<>(clients.producer("letters"));
    private final StoreConnection store = new StoreConnection();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<ProjectionRunner> runners = new ArrayList<>();

    KitBench() {
        topics.provision(List.of(topic));
        Map<String, Object> config = clients.producer("writer");
        config.put("transactional.id", topic.name());
        config.put("retry.backoff.ms", 1);
        config.put("max.block.ms", 60_000);
        writer = new KafkaProducer<>(config);
        writer.initTransactions();
    }

    KafkaClients clients() {
        return clients;
    }

    Topic topic() {
        return topic;
    }

    MongoDatabase database() {
        return database;
    }

    /** The driver sees the store again that it had lost. */
    void storeIsBack() {
        ServerDescription back =
                described().state(ServerConnectionState.CONNECTED).ok(true).build();
        ServerDescription away =
                described().state(ServerConnectionState.CONNECTING).build();
        store.serverDescriptionChanged(
                new ServerDescriptionChangedEvent(new ServerId(new ClusterId(), new ServerAddress()), back, away));
    }

    private static ServerDescription.Builder described() {
        return ServerDescription.builder().address(new ServerAddress());
    }

    /** An instance more; it shares the partitions with those that run already. */
    ProjectionRunner runner(Projection projection, Duration pause) {
        ProjectionRunner runner = new Projections(database, store, clients, topics, letters, meters)
                .runner(projection, topic, new ProjectionRunner.Settings(100, pause, () -> {}));
        runners.add(runner);
        runner.start();
        return runner;
    }

    /** Commits so many records to a partition in one transaction. */
    void write(int partition, int records) {
        write(IntStream.range(0, records)
                .mapToObj(i -> new ProducerRecord<>(topic.name(), partition, "key", new byte[] {1}))
                .toList());
    }

    void write(List<ProducerRecord<String, byte[]>> records) {
        writer.beginTransaction();
        records.forEach(writer::send);
        writer.commitTransaction();
    }

    /** Writes records that no consumer can ever read. */
    void abort(int partition) {
        writer.beginTransaction();
        writer.send(new ProducerRecord<>(topic.name(), partition, "key", new byte[] {1}));
        writer.flush();
        writer.abortTransaction();
    }

    /** How often an incident of that kind was counted. */
    double counted(String incident) {
        return meters.get("livemarket.projection." + incident).counter().count();
    }

    /** How long the events that are being applied have been tried. */
    double pendingSeconds() {
        return meters.get("livemarket.projection.pending.seconds").gauge().value();
    }

    /** The keys of the records in the dead letter topic. */
    List<String> letters() {
        List<String> keys = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(clients.consumer("letters"))) {
            List<TopicPartition> all = IntStream.range(0, PARTITIONS)
                    .mapToObj(i -> new TopicPartition(topic.deadLetters(), i))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (all.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(50)).forEach(letter -> keys.add(letter.key()));
            }
        }
        return keys;
    }

    /** The end of each partition for readers of committed records. */
    Map<Integer, Long> ends() {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(clients.consumer("ends"))) {
            Map<Integer, Long> ends = new HashMap<>();
            List<TopicPartition> all = IntStream.range(0, PARTITIONS)
                    .mapToObj(i -> new TopicPartition(topic.name(), i))
                    .toList();
            consumer.assign(all);
            consumer.endOffsets(all).forEach((partition, end) -> ends.put(partition.partition(), end));
            return ends;
        }
    }

    @Override
    public void close() {
        runners.forEach(ProjectionRunner::stop);
        writer.close();
        letters.close();
        database.drop();
        mongo.close();
    }
}
