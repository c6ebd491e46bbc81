package io.livemarket.chat.domain;

import io.livemarket.events.chat.ChatEvent.DealConfirmed;
import io.livemarket.events.chat.ChatEvent.DealWithdrawn;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The deal of a private chat: the fold of the participants' confirmations and withdrawals.
 *
 * @param confirmedBy the participants who confirmed the deal, in the order of their confirmations
 * @param agreedAt when the second participant confirmed; absent until both have confirmed
 */
public record Deal(List<UUID> confirmedBy, @Nullable Instant agreedAt) {

    /** No participant confirmed a deal. */
    static final Deal NONE = new Deal(List.of(), null);

    /** Whether both participants have confirmed. */
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
