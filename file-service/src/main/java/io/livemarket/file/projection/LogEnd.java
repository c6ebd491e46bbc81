package io.livemarket.file.projection;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Topic;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.projection.ProjectionRunner;
import io.livemarket.kit.web.ApiException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** How far a topic has been written, and whether a read model knows all of it. */
public final class LogEnd implements AutoCloseable {

    private final Admin admin;

    public LogEnd(KafkaClients clients) {
        this.admin = Admin.create(clients.common("access"));
    }

    /**
     * Waits until a read model has everything that is committed in its topic now.
     *
     * @throws ApiException {@code unavailable} when it has not by then, or the log does not answer
     */
    public void awaitApplied(ProjectionRunner readModel, Topic topic, Duration patience) {
        try {
            if (!readModel.awaitApplied(ends(topic.name(), patience), patience)) {
                throw new ApiException(ErrorCode.UNAVAILABLE, "The read model is behind");
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new ApiException(ErrorCode.UNAVAILABLE, "The log does not say how far it is");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiException(ErrorCode.UNAVAILABLE);
        }
    }

    private Map<Integer, Long> ends(String topic, Duration patience)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        admin.describeTopics(List.of(topic)).topicNameValues().get(topic)
                .get(patience.toMillis(), TimeUnit.MILLISECONDS).partitions()
                .forEach(partition -> latest.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest()));
        Map<Integer, Long> ends = new HashMap<>();
        admin.listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)).all()
                .get(patience.toMillis(), TimeUnit.MILLISECONDS)
                .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
        return ends;
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(2));
    }
}
