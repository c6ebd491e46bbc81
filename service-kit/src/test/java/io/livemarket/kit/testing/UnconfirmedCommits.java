package io.livemarket.kit.testing;

import io.livemarket.kit.kafka.FencingWriter;
import io.livemarket.kit.kafka.KafkaClients;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;

/** Makes writers that commit, and then fail as after an answer that Kafka's client does not know. */
public final class UnconfirmedCommits {

    private UnconfirmedCommits() {}

    /** A writer of which each commit succeeds and throws. */
    public static FencingWriter writer(KafkaClients clients, String transactionalId) {
        return new FencingWriter(new KafkaProducer<>(FencingWriter.settings(clients, "unconfirmed", transactionalId)) {
            @Override
            public void commitTransaction() {
                super.commitTransaction();
                throw new KafkaException("Unhandled error in a test's answer to a commit");
            }
        });
    }
}
