package io.livemarket.presence;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.kafka.Topic;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicTail;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The records of a topic from now on, consumed as a gateway does. */
final class Heard implements AutoCloseable {

    private final List<ConsumerRecord<String, byte[]>> records = new CopyOnWriteArrayList<>();
    private final TopicTail tail;

    Heard(KafkaClients clients, Topic topic) throws InterruptedException {
        tail = TopicTail.fromEnd("it-heard", clients, List.of(topic), records::add);
        assertThat(tail.awaitReady(Duration.ofSeconds(30))).isTrue();
    }

    List<ConsumerRecord<String, byte[]>> of(UUID key) {
        return records.stream()
                .filter(record -> key.toString().equals(record.key()))
                .toList();
    }

    @Override
    public void close() {
        tail.close();
    }
}
