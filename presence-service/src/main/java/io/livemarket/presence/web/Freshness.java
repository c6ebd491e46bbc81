package io.livemarket.presence.web;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.projection.ProjectionRunner;
import io.livemarket.kit.web.ApiException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds that nothing is answered from a read model that is being made, and that an answer is at least as new as what the caller
 * heard already.
 */
public final class Freshness {

    /** {@code partition:offset,…} of {@code livemarket.presence.events.v1}: the answer holds everything before them. */
    public static final String HEADER = "X-LiveMarket-Min-Offsets";

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ProjectionRunner statuses;
    private final List<ProjectionRunner> all;

    public Freshness(ProjectionRunner statuses, ProjectionRunner partners) {
        this.statuses = statuses;
        this.all = List.of(statuses, partners);
    }

    /**
     * Waits for the offsets of a header, if there is one.
     *
     * @throws ApiException {@code invalid_request} for a header that is none, {@code unavailable} when it took too long
     */
    public void require(String header) {
        Map<Integer, Long> wanted = header == null || header.isBlank() ? Map.of() : parse(header);
        try {
            if (!all.stream().allMatch(ProjectionRunner::isCaughtUp) || !statuses.awaitApplied(wanted, PATIENCE)) {
                throw new ApiException(ErrorCode.UNAVAILABLE, "The read model is behind");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiException(ErrorCode.UNAVAILABLE);
        }
    }

    private static Map<Integer, Long> parse(String header) {
        Map<Integer, Long> offsets = new HashMap<>();
        try {
            for (String part : header.split(",")) {
                String[] pair = part.trim().split(":", 2);
                offsets.put(Integer.valueOf(pair[0]), Long.valueOf(pair[1]));
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new ApiException(ErrorCode.INVALID_REQUEST, HEADER + " is not of the form partition:offset,…");
        }
        return offsets;
    }
}
