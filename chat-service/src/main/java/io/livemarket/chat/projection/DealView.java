package io.livemarket.chat.projection;

import io.livemarket.events.chat.ChatEvent.DealConfirmed;
import io.livemarket.events.chat.ChatEvent.DealWithdrawn;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The deal of a private chat as both participants see it.
 *
 * @param confirmedBy the participants who confirmed the deal, in the order of their confirmations
 * @param agreedAt when the second participant confirmed; absent until both have confirmed
 */
public record DealView(List<UUID> confirmedBy, @Nullable Instant agreedAt) {

    /** No participant confirmed a deal. */
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
