package io.livemarket.kit.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.kafka.Topics;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class KnownTopicsTest {

    /** A cluster that is slow to answer at first. */
    private static final class SlowCluster extends MockProducer<String, byte[]> {

        private final List<String> asked = new ArrayList<>();
        private int slow = 2;

        @Override
        public List<PartitionInfo> partitionsFor(String topic) {
            asked.add(topic);
            if (slow-- > 0) {
                throw new TimeoutException("not in 500 ms");
            }
            return List.of(new PartitionInfo(topic, 0, null, null, null));
        }
    }

    @Test
    void asksForEachTopicUntilItsPartitionsAreKnown() {
        SlowCluster cluster = new SlowCluster();
        KnownTopics known = new KnownTopics(() -> List.of(Topics.FILES_COMMANDS, Topics.CHAT_COMMANDS), () -> cluster);

        known.start();

        assertThat(known.isRunning()).isTrue();
        assertThat(cluster.asked)
                .containsExactly(
                        Topics.FILES_COMMANDS.name(),
                        Topics.FILES_COMMANDS.name(),
                        Topics.FILES_COMMANDS.name(),
                        Topics.CHAT_COMMANDS.name());
    }
}
