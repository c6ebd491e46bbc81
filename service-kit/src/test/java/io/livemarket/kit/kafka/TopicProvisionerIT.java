package io.livemarket.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.livemarket.embedded.EmbeddedStack;
import io.livemarket.events.kafka.Topic;
import io.livemarket.kit.config.LiveMarketProperties;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** On a real broker. */
class TopicProvisionerIT {

    private static final int PARTITIONS = 3;
    private static final TopicProvisioner.Waiting SHORT_ATTEMPTS =
            new TopicProvisioner.Waiting(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofSeconds(60));

    private final LiveMarketProperties properties = new LiveMarketProperties(
            "test",
            "topics-" + UUID.randomUUID(),
            Path.of("target"),
            new LiveMarketProperties.Kafka(EmbeddedStack.shared().bootstrapServers(), PARTITIONS, (short) -1, Map.of()),
            new LiveMarketProperties.Mongodb("mongodb://none", "none"),
            new LiveMarketProperties.Auth("livemarket", "livemarket", "http://none"),
            null);
    private final KafkaClients clients = new KafkaClients(properties);
    private final TopicProvisioner topics = new TopicProvisioner(clients, properties.kafka());

    /** A stream with a global table ends at its start when the broker does not know the table's topic. */
    @RepeatedTest(5)
    void theBrokerKnowsEveryPartitionWhenItReturns() throws Exception {
        List<Topic> fresh = IntStream.range(0, 20).mapToObj(i -> topic(false)).toList();
        topics.provision(fresh);
        assertThat(describe(fresh).values())
                .hasSize(fresh.size())
                .allSatisfy(topic -> assertThat(topic.partitions())
                        .hasSize(PARTITIONS)
                        .allSatisfy(partition -> assertThat(partition.leader()).isNotNull()));
    }

    /** On a busy machine a broker learned of topics, which its controller had made, after more than half a minute. */
    @Test
    void aBrokerThatLearnsOfTopicsLateIsWaitedFor() {
        Topic fresh = topic(false);
        AtomicInteger asked = new AtomicInteger();
        with(SHORT_ATTEMPTS, () -> asked.incrementAndGet() < 5).provision(List.of(fresh));
        assertThat(asked).hasValueGreaterThanOrEqualTo(5);
    }

    @Test
    void unknownTopicsAreNamedWhenTheWaitEnds() {
        Topic fresh = topic(false);
        TopicProvisioner.Waiting brief =
                new TopicProvisioner.Waiting(Duration.ofMillis(10), Duration.ofMillis(10), Duration.ofMillis(50));
        assertThatThrownBy(() -> with(brief, () -> true).provision(List.of(fresh)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(fresh.name());
    }

    private TopicProvisioner with(TopicProvisioner.Waiting waiting, BooleanSupplier isLate) {
        return new TopicProvisioner(
                clients, properties.kafka(), 1, List.of(), waiting, config -> lateBroker(Admin.create(config), isLate));
    }

    /** A client that asks the broker for topics of other names as long as the broker is late. */
    private static Admin lateBroker(Admin real, BooleanSupplier isLate) {
        return (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (_, method, arguments) -> {
                    boolean hides = method.getName().equals("describeTopics")
                            && arguments.length == 1
                            && ((Collection<?>) arguments[0]).size() == 1
                            && isLate.getAsBoolean();
                    return method.invoke(real, hides ? new Object[] {List.of("no-" + UUID.randomUUID())} : arguments);
                });
    }

    @Test
    void existingTopicsStayUnchanged() throws Exception {
        Topic single = topic(true);
        topics.provision(List.of(single));
        Topic sameName = new Topic(single.name(), "id", "test", null, false, false);
        Topic other = topic(false);
        topics.provision(List.of(sameName, other));
        Map<String, TopicDescription> found = describe(List.of(single, other));
        assertThat(found.get(single.name()).partitions()).hasSize(1);
        assertThat(found.get(other.name()).partitions()).hasSize(PARTITIONS);
    }

    @Test
    void topicsWithFewerCopiesThanWantedAreRefusedByName() {
        Topic topic = topic(false);
        topics.provision(List.of(topic));
        assertThatThrownBy(() -> new TopicProvisioner(clients, properties.kafka(), 2).provision(List.of(topic)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(topic.name())
                .hasMessageContaining("fewer than 2 copies");
    }

    @Test
    void topicsOfOneGroupMustHaveEquallyManyPartitions() throws Exception {
        Topic commands = topic(false);
        Topic events = topic(false);
        TopicProvisioner grouped =
                new TopicProvisioner(clients, properties.kafka(), 1, List.of(List.of(commands, events)));
        grouped.provision(List.of(commands, events));
        grow(events, PARTITIONS + 2);
        assertThatThrownBy(() -> grouped.provision(List.of(commands)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(commands.name() + "=" + PARTITIONS)
                .hasMessageContaining(events.name() + "=" + (PARTITIONS + 2));
        topics.provision(List.of(commands, events));
    }

    @Test
    void aNewTopicOfAGroupGetsTheOthersPartitions() throws Exception {
        Topic commands = topic(false);
        Topic events = topic(false);
        topics.provision(List.of(commands));
        grow(commands, PARTITIONS + 2);
        new TopicProvisioner(clients, properties.kafka(), 1, List.of(List.of(commands, events)))
                .provision(List.of(events));
        assertThat(describe(List.of(events)).get(events.name()).partitions()).hasSize(PARTITIONS + 2);
    }

    @Test
    void aTopicWhoseOffsetsAreVersionsMustHaveOnePartition() throws Exception {
        Topic single = topic(true);
        topics.provision(List.of(single));
        grow(single, 2);
        assertThatThrownBy(() -> topics.provision(List.of(single)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(single.name() + " has 2 partitions");
    }

    private void grow(Topic topic, int partitions) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(clients.common("test"))) {
            admin.createPartitions(Map.of(topic.name(), NewPartitions.increaseTo(partitions)))
                    .all()
                    .get();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> describe(List.of(topic))
                                    .get(topic.name())
                                    .partitions()
                                    .size()
                            == partitions);
        }
    }

    private static Topic topic(boolean single) {
        return new Topic("topics-" + UUID.randomUUID(), "id", "test", null, single, false);
    }

    private Map<String, TopicDescription> describe(List<Topic> of) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(clients.common("test"))) {
            return admin.describeTopics(of.stream().map(Topic::name).toList())
                    .allTopicNames()
                    .get();
        }
    }
}
