package io.livemarket.kit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TopicFactsIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final EngineTopics topics = new EngineTopics(1);
    private final EngineClients kafka = new EngineClients(topics.clients, topics.settings(Path.of("none")));
    private final Admin admin = kafka.admin();

    @AfterEach
    void close() {
        admin.close(Duration.ofSeconds(1));
        topics.close();
    }

    /** An earlier version commits its offset in a transaction, and may have died between the commit and its marker. */
    @SuppressWarnings("removal") // The constructor of groups whose member is not known.
    @Test
    void anOffsetWhoseTransactionIsOpenIsNotTaken() throws Exception {
        String group = "group-of-" + topics.commands.name();
        TopicPartition partition = new TopicPartition(topics.commands.name(), 0);
        admin.alterConsumerGroupOffsets(group, Map.of(partition, new OffsetAndMetadata(1)))
                .all()
                .get();
        try (KafkaProducer<String, byte[]> earlier = kafka.transactions(0, LargestRecords.BATCH_BYTES)) {
            earlier.initTransactions();
            earlier.beginTransaction();
            earlier.sendOffsetsToTransaction(
                    Map.of(partition, new OffsetAndMetadata(5)), new ConsumerGroupMetadata(group));
            TopicFacts facts = new TopicFacts(admin);
            assertThatThrownBy(() -> facts.committed(group, partition)).isInstanceOf(KafkaException.class);
            earlier.commitTransaction();
            await().atMost(LIMIT)
                    .ignoreExceptionsInstanceOf(KafkaException.class)
                    .untilAsserted(
                            () -> assertThat(facts.committed(group, partition)).isEqualTo(new DecidedUpTo(5, null)));
        }
        assertThat(new TopicFacts(admin).committed("nothing-of-" + group, partition))
                .isEqualTo(DecidedUpTo.NOTHING);
    }
}
