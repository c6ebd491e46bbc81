package io.livemarket.moderation.kafka;

import io.livemarket.events.kafka.Topics;
import java.util.function.IntSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The number of partitions that decide chats and must apply a block, as the cluster answered last. */
final class ChatPartitions implements IntSupplier {

    private static final Logger log = LoggerFactory.getLogger(ChatPartitions.class);

    private final Producer<String, byte[]> producer;
    private volatile int last;

    ChatPartitions(Producer<String, byte[]> producer) {
        this.producer = producer;
    }

    /** @throws KafkaException when the cluster has not answered yet */
    @Override
    public int getAsInt() {
        try {
            last = producer.partitionsFor(Topics.CHAT_COMMANDS.name()).size();
        } catch (KafkaException e) {
            if (last == 0) {
                throw e;
            }
            log.debug(
                    "Partitions not read, the last known number is used: topic={}, reason={}",
                    Topics.CHAT_COMMANDS.name(),
                    e.toString());
        }
        return last;
    }
}
