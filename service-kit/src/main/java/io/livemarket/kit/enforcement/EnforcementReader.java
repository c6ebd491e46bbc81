package io.livemarket.kit.enforcement;

import io.livemarket.events.kafka.Topics;
import io.livemarket.kit.kafka.ClusterAnswers;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicIds;
import io.livemarket.kit.kafka.TopicTail;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the enforcement in a {@link TopicTail}: {@code moderation.enforcement} from its beginning, then
 * {@code moderation.events} from the offset up to which the former is known to cover it; that is the beginning while no
 * moderation-service of this version has taken the partition. An earlier version of moderation-service, which publishes
 * events alone, is thus followed as well, before this version publishes and beside it. The owner of the tail creates
 * both topics first.
 */
public final class EnforcementReader {

    private static final Logger log = LoggerFactory.getLogger(EnforcementReader.class);
    private static final String STATES = Topics.MODERATION_ENFORCEMENT.name();
    private static final String EVENTS = Topics.MODERATION_EVENTS.name();

    private final KafkaClients clients;
    private final EnforcementFold fold;

    /** @param changes takes the changes, one at a time */
    public EnforcementReader(KafkaClients clients, EnforcementKind kind, Consumer<EnforcementChange> changes) {
        this.clients = clients;
        this.fold = new EnforcementFold(kind, changes);
    }

    /** Starts a tail that reads these two topics alone. */
    public static TopicTail start(
            String name, KafkaClients clients, EnforcementKind kind, Consumer<EnforcementChange> changes) {
        EnforcementReader reader = new EnforcementReader(clients, kind, changes);
        return TopicTail.fromBeginning(
                name, clients, List.of(Topics.MODERATION_ENFORCEMENT), reader::take, reader.events());
    }

    /** Handles a record of either topic; a record of any other topic changes nothing. */
    public void take(ConsumerRecord<String, byte[]> record) {
        if (record.topic().equals(STATES)) {
            fold.state(record);
        } else if (record.topic().equals(EVENTS)) {
            fold.event(record);
        }
    }

    /** The events, to be read after the states. */
    public TopicTail.Later events() {
        return new TopicTail.Later(List.of(Topics.MODERATION_EVENTS), this::covered);
    }

    private Map<TopicPartition, Long> covered() {
        Map<TopicPartition, Long> covered =
                fold.covered(ClusterAnswers.entry(TopicIds.of(clients, List.of(Topics.MODERATION_EVENTS)), EVENTS));
        log.info("{} states are in force, and {} is read from {}", fold.size(), EVENTS, covered);
        return covered;
    }
}
