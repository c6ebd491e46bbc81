package io.livemarket.chat.kafka;

import io.livemarket.chat.domain.Known.Answered;
import io.livemarket.events.Json;
import io.livemarket.kit.engine.FormerChangelog;
import io.livemarket.kit.kafka.KafkaClients;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What version 0.1.0 and earlier kept of a partition in changelogs of Kafka Streams, and no event holds: blocks,
 * digests of masked messages, and commands that wait. Read once, when a partition is owned by this version for the
 * first time.
 *
 * @param answers first answers; of use are those whose message was masked
 */
record FormerState(FormerChangelog blocks, FormerChangelog answers, FormerChangelog parked) {

    /** Of a cluster that no earlier version has written to. */
    static final FormerState NONE = new FormerState(FormerChangelog.NONE, FormerChangelog.NONE, FormerChangelog.NONE);

    private static final String CHANGELOG = "chat-service.decider.v1-%s-changelog";
    private static final String ANSWERS = "k:";

    static FormerState of(KafkaClients clients) {
        return new FormerState(
                FormerChangelog.of(clients, CHANGELOG.formatted("blocks")),
                FormerChangelog.of(clients, CHANGELOG.formatted("messages"), FormerState::isMasked),
                FormerChangelog.of(clients, CHANGELOG.formatted("parked")));
    }

    /**
     * Takes over what is there; a no-op on a cluster that no earlier version has written to.
     *
     * @param goOn false to end early; what was taken over until then is of no use
     */
    void into(int partition, ChatState state, ParkedCommands waiting, BooleanSupplier goOn) {
        blocks.read(partition, goOn).forEach((pair, flags) -> state.blockList().restore(pair, flags[0]));
        answers.read(partition, goOn).values().forEach(answer -> {
            Answered first = Json.read(answer, Answered.class);
            state.restoreDigest(first.messageId(), first.digest());
        });
        parked.read(partition, goOn)
                .values()
                .forEach(value -> waiting.add(Json.read(value, ParkedCommands.Waiting.class)));
    }

    private static boolean isMasked(ConsumerRecord<String, byte[]> record) {
        return record.key().startsWith(ANSWERS)
                && Json.read(record.value(), Answered.class).masked() != null;
    }
}
