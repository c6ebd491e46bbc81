package io.livemarket.launcher;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Kafka cluster that read models are made from: its id, and the end offsets of its topics. */
final class SourceCluster {

    private static final Logger log = LoggerFactory.getLogger(SourceCluster.class);
    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final String bootstrapServers;
    private volatile @Nullable String id;

    SourceCluster(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** The cluster's id; empty when the cluster does not answer within ten seconds. */
    Optional<String> id() {
        if (id == null) {
            try (Admin admin = Admin.create(configuration(LIMIT))) {
                id = clusterId(admin, LIMIT);
            } catch (ExecutionException | TimeoutException e) {
                log.debug("The Kafka cluster did not give its id", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return Optional.ofNullable(id);
    }

    /**
     * The reason why documents cannot be made from this cluster's topics as they are now; empty when they can. Waits
     * for the cluster to start.
     *
     * @param origin id of the cluster that the documents were made from
     * @param applied the first offset of each partition that the documents do not hold
     */
    Optional<String> contradiction(String origin, Map<TopicPartition, Long> applied) throws InterruptedException {
        try (Admin admin = Admin.create(configuration(START_LIMIT))) {
            id = clusterId(admin, START_LIMIT);
            if (!id.equals(origin)) {
                return Optional.of("it is of another Kafka cluster, " + origin + " and not " + id);
            }
            return beyond(applied, ends(admin, applied));
        } catch (ExecutionException e) {
            return Optional.of(
                    e.getCause() instanceof UnknownTopicOrPartitionException
                            ? "a topic that it was made from is gone"
                            : "Kafka did not say how far its topics go: " + e.getCause());
        } catch (TimeoutException e) {
            return Optional.of("Kafka did not answer within " + START_LIMIT.toSeconds() + " s");
        }
    }

    private static Map<TopicPartition, Long> ends(Admin admin, Map<TopicPartition, Long> applied)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, ListOffsetsResultInfo> ends = admin.listOffsets(applied.keySet().stream()
                        .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest())))
                .all()
                .get();
        return ends.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, end -> end.getValue().offset()));
    }

    /** The contradiction of applied offsets behind a topic's end: such a topic has lost records, or was recreated. */
    static Optional<String> beyond(Map<TopicPartition, Long> applied, Map<TopicPartition, Long> ends) {
        return applied.entrySet().stream()
                .filter(next -> next.getValue() > ends.getOrDefault(next.getKey(), 0L))
                .findFirst()
                .map(next -> "it holds what was before offset %d of %s, which ends at %d"
                        .formatted(next.getValue(), next.getKey(), ends.getOrDefault(next.getKey(), 0L)));
    }

    private static String clusterId(Admin admin, Duration limit)
            throws ExecutionException, InterruptedException, TimeoutException {
        return admin.describeCluster().clusterId().get(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Map<String, Object> configuration(Duration limit) {
        return Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.CLIENT_ID_CONFIG,
                "launcher-store",
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) limit.toMillis(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                5_000,
                AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG,
                100L,
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                250L);
    }
}
