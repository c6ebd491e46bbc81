package io.livemarket.chat.kafka;

import io.livemarket.chat.domain.Known.Answered;
import io.livemarket.events.Json;
import io.livemarket.kit.kafka.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What version 0.1.0 and earlier kept of a partition in changelogs of Kafka Streams, and no event holds: blocks, digests of masked
 * messages, and commands that wait. Read once, when a partition is owned by this version for the first time.
 */
class FormerState {

    /** Of a cluster that no earlier version has written to. */
    static final FormerState NONE = new FormerState(null) {
        @Override
        void into(int partition, ChatState state, ParkedCommands parked, BooleanSupplier goOn) {
            // There is nothing to take over.
        }
    };

    private static final Logger log = LoggerFactory.getLogger(FormerState.class);
    private static final String APPLICATION = "chat-service.decider.v1";
    private static final String ANSWERS = "k:";

    private final KafkaClients clients;

    FormerState(KafkaClients clients) {
        this.clients = clients;
    }

    /**
     * Takes over what is there; a no-op on a cluster that no earlier version has written to.
     *
     * @param goOn false to end early; what was taken over until then is of no use
     */
    void into(int partition, ChatState state, ParkedCommands parked, BooleanSupplier goOn) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(clients.consumer("former-state-" + partition))) {
            var topics = consumer.listTopics(Duration.ofSeconds(10)).keySet();
            List<String> found = new ArrayList<>();
            for (String store : List.of("blocks", "messages", "parked")) {
                String changelog = APPLICATION + "-" + store + "-changelog";
                if (topics.contains(changelog)) {
                    found.add(store);
                    Map<String, byte[]> entries = read(consumer, new TopicPartition(changelog, partition), store, goOn);
                    entries.forEach(taking(store, state, parked));
                }
            }
            if (!found.isEmpty()) {
                log.info("Partition {} takes over {} from the changelogs of an earlier version", partition, found);
            }
        }
    }

    private static BiConsumer<String, byte[]> taking(String store, ChatState state, ParkedCommands parked) {
        return switch (store) {
            case "blocks" -> (pair, flags) -> state.blockList().restore(pair, flags[0]);
            case "messages" -> (_, answer) -> {
                Answered first = Json.read(answer, Answered.class);
                state.keepDigest(first.messageId(), first.digest());
            };
            case "parked" -> (_, waiting) -> {
                ParkedCommands.Waiting command = Json.read(waiting, ParkedCommands.Waiting.class);
                parked.add(command.command().chatId(), command);
            };
            default -> throw new IllegalArgumentException(store);
        };
    }

    /** The newest value of each key, in the order of the keys; of answers only those whose message was masked. */
    private Map<String, byte[]> read(KafkaConsumer<String, byte[]> consumer, TopicPartition changelog, String store,
            BooleanSupplier goOn) {
        Map<String, byte[]> entries = new TreeMap<>();
        consumer.assign(List.of(changelog));
        consumer.seekToBeginning(List.of(changelog));
        long end = endWithOpenTransactions(changelog);
        while (goOn.getAsBoolean() && consumer.position(changelog) < end) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                if (record.value() == null) {
                    entries.remove(record.key());
                } else if (!store.equals("messages") || isMasked(record)) {
                    entries.put(record.key(), record.value());
                }
            }
        }
        return entries;
    }

    /** What a transaction holds that is committed but not marked so everywhere is waited for. */
    private long endWithOpenTransactions(TopicPartition changelog) {
        Map<String, Object> config = clients.consumer("former-state-end");
        config.put("isolation.level", "read_uncommitted");
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(config)) {
            return consumer.endOffsets(List.of(changelog)).get(changelog);
        }
    }

    private static boolean isMasked(ConsumerRecord<String, byte[]> record) {
        return record.key().startsWith(ANSWERS) && Json.read(record.value(), Answered.class).masked() != null;
    }
}
