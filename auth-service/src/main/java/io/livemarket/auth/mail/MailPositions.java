package io.livemarket.auth.mail;

import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Up to where all mails are done, which end in another order than they came: the offset before the first one that is under way. Of the one
 * partition that mails have. Thread-safe.
 */
final class MailPositions {

    private final TreeSet<Long> open = new TreeSet<>();
    private TopicPartition partition;
    private long next;
    private long committed = -1;

    synchronized void began(ConsumerRecord<String, byte[]> record) {
        partition = new TopicPartition(record.topic(), record.partition());
        open.add(record.offset());
        next = record.offset() + 1;
    }

    synchronized void ended(ConsumerRecord<String, byte[]> record) {
        open.remove(record.offset());
    }

    synchronized int underWay() {
        return open.size();
    }

    /** The first offset that is not done; negative where none was begun. */
    synchronized long done() {
        if (partition == null) {
            return -1;
        }
        return open.isEmpty() ? next : open.first();
    }

    /** Commits the position where it moved; by the thread that polls. */
    void commit(Consumer<?, ?> consumer) {
        long done = done();
        if (done >= 0 && done != committed) {
            consumer.commitSync(Map.of(partition, new OffsetAndMetadata(done)));
            committed = done;
        }
    }

    private synchronized void forget() {
        open.clear();
        partition = null;
        committed = -1;
    }

    /** Where the partition goes to another instance, the mails under way are that instance's. */
    ConsumerRebalanceListener of(Consumer<?, ?> consumer) {
        return new ConsumerRebalanceListener() {

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                commit(consumer);
                forget();
            }

            @Override
            public void onPartitionsLost(Collection<TopicPartition> partitions) {
                forget();
            }

            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                // Begins where the group is.
            }
        };
    }
}
