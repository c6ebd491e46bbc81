package io.livemarket.ledger.model;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * One connection of one device, from CONNECT to its end.
 *
 * @param number counts the device's connections from 1
 * @param confirmed per chat, the {@code seq} up to which the user's delivery was known to be decided before this
 *     connection was opened
 * @param openAtEnd whether it was open when the run ended
 */
public record Connection(
        String device,
        UUID userId,
        int number,
        Map<UUID, Long> confirmed,
        List<Sighting> sightings,
        boolean openAtEnd) {

    /** The name in reports. */
    public String name() {
        return device + "#" + number;
    }
}
