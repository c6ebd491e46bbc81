package io.livemarket.containers;

import io.livemarket.embedded.S3Credentials;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.mongodb.MongoDBContainer;

/** The definition of each container. */
final class Containers {

    static final int S3_PORT = 8333;

    private static final Duration STARTS_WITHIN = Duration.ofMinutes(3);
    private static final String S3_IDENTITIES = "/etc/s3.json";

    private Containers() {}

    /**
     * One broker with the settings by which the embedded broker rebalances and commits quickly; topics are not created
     * by use.
     */
    static KafkaContainer kafka() {
        KafkaContainer kafka = new KafkaContainer(Images.KAFKA).withStartupTimeout(STARTS_WITHIN);
        brokerSettings()
                .forEach((setting, value) ->
                        kafka.addEnv("KAFKA_" + setting.replace('.', '_').toUpperCase(Locale.ROOT), value));
        kafka.addEnv("KAFKA_HEAP_OPTS", "-Xmx512m");
        return kafka;
    }

    private static Map<String, String> brokerSettings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("auto.create.topics.enable", "false");
        settings.put("add.partitions.to.txn.retry.backoff.ms", "1");
        settings.put("offsets.topic.num.partitions", "3");
        settings.put("transaction.state.log.num.partitions", "3");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("group.min.session.timeout.ms", "1000");
        settings.put("group.consumer.heartbeat.interval.ms", "500");
        settings.put("group.consumer.min.heartbeat.interval.ms", "500");
        settings.put("group.consumer.session.timeout.ms", "10000");
        settings.put("group.consumer.min.session.timeout.ms", "6000");
        settings.put("group.consumer.assignment.interval.ms", "0");
        settings.put("group.consumer.min.assignment.interval.ms", "0");
        return settings;
    }

    /** A replica set of one member, as deployments have it. */
    static MongoDBContainer mongo() {
        return new MongoDBContainer(Images.MONGO).withReplicaSet().withStartupTimeout(STARTS_WITHIN);
    }

    /** A server with one user, who has every right. */
    static GenericContainer<?> s3(S3Credentials user) {
        String identities = """
                {"identities": [{"name": "tests", "credentials": [{"accessKey": "%s", "secretKey": "%s"}],
                  "actions": ["Admin", "Read", "Write", "List", "Tagging"]}]}
                """.formatted(user.accessKey(), user.secretKey());
        return new GenericContainer<>(Images.S3)
                .withCommand("server", "-s3", "-s3.config=" + S3_IDENTITIES, "-dir=/data", "-volume.max=50")
                .withCopyToContainer(Transferable.of(identities), S3_IDENTITIES)
                .withExposedPorts(S3_PORT)
                .waitingFor(Wait.forHttp("/status").forPort(S3_PORT))
                .withStartupTimeout(STARTS_WITHIN);
    }
}
