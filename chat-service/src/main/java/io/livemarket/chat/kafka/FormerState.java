package io.livemarket.chat.kafka;

import io.livemarket.chat.domain.ChatLookups.FirstAnswer;
import io.livemarket.events.Json;
import io.livemarket.kit.engine.FormerChangelog;
import io.livemarket.kit.kafka.KafkaClients;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The state of a partition that version 0.1.0 and earlier kept in changelogs of Kafka Streams and that no event holds:
 * blocks, digests of masked messages, and parked commands. It is read once, when this version owns the partition for
 * the first time.
 *
 * @param answers first answers, of which only those of masked messages are read
 */
record FormerState(FormerChangelog blocks, FormerChangelog answers, FormerChangelog parked) {

    /** The state of a cluster to which no earlier version has written. */
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
     * Stages the former state in the present stores; a no-op on a cluster to which no earlier version has written.
     *
     * @param goOn false to stop early; the caller must then discard the staged entries
     */
    void into(int partition, ChatState state, ParkedCommands waiting, BooleanSupplier goOn) {
        blocks.read(partition, goOn).forEach((pair, flags) -> state.blocks().restore(pair, flags[0]));
        answers.read(partition, goOn).values().forEach(answer -> {
            FirstAnswer first = Json.read(answer, FirstAnswer.class);
            String digest = first.digest();
            if (digest != null) {
                state.restoreDigest(first.messageId(), digest);
            }
        });
        parked.read(partition, goOn)
                .values()
                .forEach(value -> waiting.add(Json.read(value, ParkedCommands.Waiting.class)));
    }

    private static boolean isMasked(ConsumerRecord<String, byte[]> record) {
        return record.key().startsWith(ANSWERS)
                && Json.read(record.value(), FirstAnswer.class).masked() != null;
    }
}
