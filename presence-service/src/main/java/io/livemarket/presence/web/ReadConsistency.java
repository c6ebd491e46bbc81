package io.livemarket.presence.web;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.projection.ProjectionRunner;
import io.livemarket.kit.read.ReadBarrier;
import io.livemarket.kit.read.TopicPositions;
import io.livemarket.kit.web.ApiException;
import java.util.Collection;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The read barrier of presence: no response comes from a read model that is being rebuilt, and a response has all
 * events that were committed before the request. It waits for the partitions of the users in the request alone.
 */
public final class ReadConsistency {

    /**
     * {@code partition:offset,…} of {@code livemarket.presence.events.v1}: the response has all events before these
     * offsets.
     */
    public static final String HEADER = "X-LiveMarket-Min-Offsets";

    private final ReadBarrier statuses;
    private final ReadBarrier meetings;
    private final ReadBarrier devices;
    private final ProjectionRunner partners;

    /**
     * @param statuses the barrier of the read model of statuses
     * @param meetings the barrier of the read model of partners
     * @param devices the barrier of the read model of devices
     * @param partners the read model of partners
     */
    public ReadConsistency(ReadBarrier statuses, ReadBarrier meetings, ReadBarrier devices, ProjectionRunner partners) {
        this.statuses = statuses;
        this.meetings = meetings;
        this.devices = devices;
        this.partners = partners;
    }

    /**
     * Waits until the read model shows that a user met others in a new chat.
     *
     * @param known queries the read model
     * @throws ApiException {@code unavailable} when the read model does not show it in time, or they share no chat
     */
    void requireMet(UUID user, BooleanSupplier known) {
        if (!meetings.awaitShown(user.toString(), known)) {
            throw new ApiException(ErrorCode.UNAVAILABLE, "The read model is behind");
        }
    }

    /**
     * Waits for the devices of a user's connections.
     *
     * @throws ApiException {@code unavailable} when the read model is not there in time
     */
    void requireDevices(UUID user) {
        devices.require(user.toString());
    }

    /**
     * Waits for the events of these users, and for the offsets of a header.
     *
     * @param header the value of {@link #HEADER}; absent where the request has none
     * @throws ApiException {@code invalid_request} for a malformed header, {@code unavailable} when the read model is
     *     not there in time
     */
    public void require(Collection<UUID> users, @Nullable String header) {
        if (!partners.isCaughtUp()) {
            throw new ApiException(ErrorCode.UNAVAILABLE, "The read model is behind");
        }
        if (header != null && !header.isBlank()) {
            statuses.requireApplied(TopicPositions.parse(header)
                    .orElseThrow(() -> new ApiException(
                            ErrorCode.INVALID_REQUEST, HEADER + " is not of the form partition:offset,…"))
                    .offsets());
        }
        statuses.require(users.stream().map(UUID::toString).toList());
    }
}
