package io.livemarket.kit.projection;

import com.mongodb.client.MongoDatabase;
import io.livemarket.events.kafka.Topic;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.producer.Producer;

/**
 * The dependencies of all projections of a service; makes their runners.
 *
 * @param database the database of the documents
 * @param producer the producer of dead letters
 */
public record Projections(
        MongoDatabase database,
        StoreConnection store,
        KafkaClients clients,
        TopicProvisioner topics,
        Producer<String, byte[]> producer,
        MeterRegistry meters) {

    /** A runner that feeds a projection from a topic; to be started and stopped with the service. */
    public ProjectionRunner runner(Projection projection, Topic topic, ProjectionRunner.Settings settings) {
        return new ProjectionRunner(projection, topic, this, settings);
    }
}
