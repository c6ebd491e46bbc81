package io.livemarket.chat.domain;

import io.livemarket.events.chat.ChatEvent.DealConfirmed;
import io.livemarket.events.chat.ChatEvent.DealWithdrawn;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Whether the two of a private chat agreed on a deal: the fold of what each said of it.
 *
 * @param confirmedBy who says that there is one, the first first
 * @param agreedAt since when both say so; null while not both do
 */
public record Deal(List<UUID> confirmedBy, Instant agreedAt) {

    /** Nobody says that there is one. */
    static final Deal NONE = new Deal(List.of(), null);

    /** Whether both say so. */
    boolean agreed() {
        return agreedAt != null;
    }

    boolean confirmedBy(UUID userId) {
        return confirmedBy.contains(userId);
    }

    Deal after(DealConfirmed event) {
        return new Deal(
                Stream.concat(confirmedBy.stream(), Stream.of(event.userId()))
                        .distinct()
                        .toList(),
                event.agreed() ? event.at() : null);
    }

    Deal after(DealWithdrawn event) {
        return new Deal(
                confirmedBy.stream()
                        .filter(other -> !other.equals(event.userId()))
                        .toList(),
                null);
    }
}
