package io.livemarket.presence.web;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.projection.ProjectionRunner;
import io.livemarket.kit.read.ReadBarrier;
import io.livemarket.kit.read.TopicPositions;
import io.livemarket.kit.web.ApiException;
import java.util.Collection;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * Holds that nothing is answered from a read model that is being made, and that an answer is at least as new as what
 * was committed before the question: it waits for the partitions of the users who are asked about, and for no others.
 */
public final class Freshness {

    /** {@code partition:offset,…} of {@code livemarket.presence.events.v1}: the answer holds everything before them. */
    public static final String HEADER = "X-LiveMarket-Min-Offsets";

    private final ReadBarrier statuses;
    private final ReadBarrier meetings;
    private final ReadBarrier devices;
    private final ProjectionRunner partners;

    /**
     * @param statuses of the read model of statuses
     * @param meetings of the read model of partners
     * @param devices of the read model of devices
     * @param partners the read model of partners
     */
    public Freshness(ReadBarrier statuses, ReadBarrier meetings, ReadBarrier devices, ProjectionRunner partners) {
        this.statuses = statuses;
        this.meetings = meetings;
        this.devices = devices;
        this.partners = partners;
    }

    /**
     * Waits until it is known here that a user met others in a chat that was opened just now.
     *
     * @param known looks at the read model
     * @throws ApiException {@code unavailable} when it took too long, or they share no chat
     */
    void requireMet(UUID user, BooleanSupplier known) {
        if (!meetings.awaitShown(user.toString(), known)) {
            throw new ApiException(ErrorCode.UNAVAILABLE, "The read model is behind");
        }
    }

    /**
     * Waits for the devices of a user's connections.
     *
     * @throws ApiException {@code unavailable} when it took too long
     */
    void requireDevices(UUID user) {
        devices.require(user.toString());
    }

    /**
     * Waits for the events of these users, and for the offsets of a header where there is one.
     *
     * @throws ApiException {@code invalid_request} for a header that is none, {@code unavailable} when it took too long
     */
    public void require(Collection<UUID> users, String header) {
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
