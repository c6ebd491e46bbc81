package io.livemarket.chat.projection;

import io.livemarket.events.chat.ChatEvent.DealConfirmed;
import io.livemarket.events.chat.ChatEvent.DealWithdrawn;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Whether the two of a private chat agreed on a deal, as both see it.
 *
 * @param confirmedBy who says that there is one, the first first
 * @param agreedAt since when both say so; null while not both do
 */
public record DealView(List<UUID> confirmedBy, Instant agreedAt) {

    /** Nobody says that there is one. */
    static final DealView NONE = new DealView(List.of(), null);

    DealView after(DealConfirmed event) {
        return new DealView(
                Stream.concat(confirmedBy.stream(), Stream.of(event.userId()))
                        .distinct()
                        .toList(),
                event.agreed() ? event.at() : null);
    }

    DealView after(DealWithdrawn event) {
        return new DealView(
                confirmedBy.stream()
                        .filter(other -> !other.equals(event.userId()))
                        .toList(),
                null);
    }
}
