package io.livemarket.chat.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PolledRecordsTest {

    private static final TopicPartition PARTITION = new TopicPartition("commands", 0);

    private final PolledRecords polled = new PolledRecords();
    private final MockConsumer<String, String> mock = new MockConsumer<>("earliest");
    private final Consumer<String, String> consumer = polled.counting(mock);

    PolledRecordsTest() {
        consumer.assign(List.of(PARTITION));
        mock.updateBeginningOffsets(Map.of(PARTITION, 0L));
    }

    private void poll(int from, int to) {
        for (int offset = from; offset < to; offset++) {
            mock.addRecord(new ConsumerRecord<>("commands", 0, offset, "key", "value"));
        }
        assertThat(consumer.poll(Duration.ZERO).count()).isEqualTo(to - from);
    }

    @Test
    void theLastOfWhatAPollBroughtIsKnown() {
        poll(0, 3);
        assertThat(polled.wasLast()).isFalse();
        assertThat(polled.wasLast()).isFalse();
        assertThat(polled.wasLast()).isTrue();
        poll(3, 4);
        assertThat(polled.wasLast()).isTrue();
    }

    @Test
    void aRecordThatNeverArrivedDoesNotHoldUpTheNextPolls() {
        poll(0, 3);
        polled.wasLast();
        poll(3, 4);
        assertThat(polled.wasLast()).isTrue();
    }

    @Test
    void withoutAPollEachRecordIsTheLast() {
        assertThat(polled.wasLast()).isTrue();
        assertThat(polled.wasLast()).isTrue();
    }

    @Test
    void threadsDoNotCountEachOthersRecords() {
        poll(0, 3);
        assertThat(CompletableFuture.supplyAsync(polled::wasLast).join()).isTrue();
        assertThat(polled.wasLast()).isFalse();
    }

    @Test
    void whatTheConsumerThrowsComesThroughAsItIs() {
        mock.setPollException(new KafkaException("away"));
        assertThatThrownBy(() -> consumer.poll(Duration.ZERO)).isInstanceOf(KafkaException.class).hasMessage("away");
    }
}
