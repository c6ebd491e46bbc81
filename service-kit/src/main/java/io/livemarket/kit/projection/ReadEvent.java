package io.livemarket.kit.projection;

import io.livemarket.events.kafka.UnreadableRecordException;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * An event, as far as it could be read.
 *
 * @param event absent for an event of an unknown type, and for an unreadable one
 * @param unreadable the reason for an unreadable event
 */
record ReadEvent<E>(
        @Nullable E event, OptionalLong version, @Nullable UnreadableRecordException unreadable) {

    static <E> ReadEvent<E> of(VersionedModel<E, ?> model, ConsumerRecord<String, byte[]> record) {
        try {
            if (record.key() == null) {
                throw new UnreadableRecordException("no key", null);
            }
            return model.events()
                    .read(record.headers(), record.value())
                    .map(event -> new ReadEvent<>(event, OptionalLong.of(model.eventVersion(event)), null))
                    .orElseGet(() -> new ReadEvent<>(null, EventVersion.of(record.value()), null));
        } catch (UnreadableRecordException e) {
            return new ReadEvent<>(
                    null, record.key() == null ? OptionalLong.empty() : EventVersion.of(record.value()), e);
        }
    }

    /** Whether the event has a version of its own. */
    boolean counts(VersionedModel<E, ?> model) {
        return event == null || model.counts(event);
    }
}
