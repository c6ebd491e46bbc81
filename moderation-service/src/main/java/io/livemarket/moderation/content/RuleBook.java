package io.livemarket.moderation.content;

import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.moderation.RuleEvent;
import io.livemarket.kit.kafka.FencedLog;
import io.livemarket.kit.kafka.FencingWriter;
import io.livemarket.kit.kafka.FollowedTopics;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.livemarket.kit.kafka.TopicTail;
import io.livemarket.kit.read.FollowedLog;
import io.livemarket.kit.read.LogEnds;
import io.livemarket.kit.web.ApiException;
import io.livemarket.moderation.domain.BroadRules;
import io.livemarket.moderation.domain.RuleCommand;
import io.livemarket.moderation.domain.RuleDecider;
import io.livemarket.moderation.domain.RuleDecision;
import io.livemarket.moderation.domain.RuleState;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * The rules on content, with which moderators work. A change is decided on the state after all earlier changes, at
 * whichever instance those were made, and is answered when it is in the log and in this book.
 */
public final class RuleBook extends FollowedTopics {

    private static final EventCodec<RuleEvent> RULES = EventCodec.of(RuleEvent.class);
    private static final TopicPartition PARTITION = new TopicPartition(Topics.MODERATION_RULES.name(), 0);

    private final KafkaClients clients;
    private final BroadRules broad;
    private final RuleSet rules = new RuleSet();
    private final FencedLog log;

    /**
     * @param written the end of the rules' topic, after all records that are written
     * @param broad the limits beyond which a rule needs a second moderator
     * @param writers makes a writer, which fences all earlier ones
     */
    public RuleBook(
            KafkaClients clients,
            TopicProvisioner topics,
            LogEnds written,
            BroadRules broad,
            Supplier<FencingWriter> writers) {
        super(topics, List.of(Topics.MODERATION_RULES));
        this.clients = clients;
        this.broad = broad;
        this.log = new FencedLog(writers, new FollowedLog(PARTITION, written::ask, this::awaitPosition));
    }

    /** A writer of the rules; all instances share its transactional id. */
    public static FencingWriter writer(KafkaClients clients) {
        return new FencingWriter(clients, "rules", "moderation-service.rules.v1");
    }

    /** All rules, also those that are switched off or only proposed. */
    public Collection<RuleEntry> all() {
        return rules.all();
    }

    public Optional<RuleEntry> find(UUID ruleId) {
        return rules.find(ruleId);
    }

    /** The version of the rules in force: it grows with each change of them. */
    public long version() {
        return rules.version();
    }

    /**
     * Decides a command and commits its event, once.
     *
     * @return the rule after the change; empty when a rule that was only proposed was withdrawn
     * @throws ApiException with the code of the rejection
     * @throws KafkaException when Kafka does not answer in time, or no attempt was confirmed: the outcome is unknown
     * @throws CompletionException when the end of the log is unknown, or this book does not show the change in time
     */
    public synchronized Optional<RuleEntry> decide(RuleCommand command) {
        log.append(id -> RuleRecords.of(id, event(command), command.moderatorId()));
        return rules.find(command.ruleId());
    }

    private RuleEvent event(RuleCommand command) {
        return switch (RuleDecider.decide(
                find(command.ruleId()).map(RuleEntry::state).orElse(RuleState.PLAIN), command, broad)) {
            case RuleDecision.Accepted(RuleEvent event) -> event;
            case RuleDecision.Rejected(var reason) -> throw new ApiException(reason);
        };
    }

    private void changed(ConsumerRecord<String, byte[]> record) {
        log.read(record);
        RULES.read(record.headers(), record.value()).ifPresent(event -> rules.apply(event, record.offset() + 1));
    }

    @Override
    protected List<TopicTail> follow() {
        return List.of(
                TopicTail.fromBeginning("moderation-rules", clients, List.of(Topics.MODERATION_RULES), this::changed));
    }
}
