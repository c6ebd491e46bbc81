package io.livemarket.file.kafka;

import io.livemarket.events.Json;
import io.livemarket.kit.engine.Entries;
import io.livemarket.kit.engine.FormerChangelog;
import io.livemarket.kit.kafka.KafkaClients;
import java.util.List;
import java.util.UUID;

/**
 * What version 0.1.0 and earlier kept of the messages that carry files, in a changelog of Kafka Streams. Read once, when this version
 * owns a partition for the first time. Files themselves need no taking over, since their events hold them.
 */
@FunctionalInterface
interface FormerAttachments {

    /** Of a cluster that no earlier version has written to. */
    FormerAttachments NONE = (_, _) -> { };

    /** Takes over what is there of a partition of {@code chat.events}. */
    void into(int partition, Entries<List<UUID>> carried);

    static FormerAttachments of(KafkaClients clients) {
        return (partition, carried) -> FormerChangelog.read(clients, FileEngines.GROUP + "-carried-changelog", partition)
                .forEach((message, files) -> carried.put(message, List.of(Json.read(files, UUID[].class))));
    }
}
