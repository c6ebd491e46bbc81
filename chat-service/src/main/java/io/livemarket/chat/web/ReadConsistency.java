package io.livemarket.chat.web;

import io.livemarket.chat.projection.ChatQueries;
import io.livemarket.chat.projection.ChatView;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.projection.ProjectionRunner;
import io.livemarket.kit.web.ApiException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** Lets a reader see what was written before: waits, within a bound, for the read model. */
public final class ReadConsistency {

    /** {@code partition:offset,…} of {@code livemarket.chat.events.v1}: the answer holds everything before them. */
    public static final String HEADER = "X-LiveMarket-Min-Offsets";

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final ProjectionRunner projection;
    private final ChatQueries queries;

    public ReadConsistency(ProjectionRunner projection, ChatQueries queries) {
        this.projection = projection;
        this.queries = queries;
    }

    /**
     * Waits for the offsets of a header.
     *
     * @throws ApiException {@code invalid_request} for a header that is none, {@code unavailable} when it took too long
     */
    public void await(String header) {
        if (header == null || header.isBlank()) {
            return;
        }
        try {
            if (!projection.awaitApplied(parse(header), PATIENCE)) {
                throw new ApiException(ErrorCode.UNAVAILABLE, "The read model is behind");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiException(ErrorCode.UNAVAILABLE);
        }
    }

    /**
     * Waits until a chat's read model is at a version.
     *
     * @return false when it was not within the bound
     */
    public boolean await(UUID chatId, long version) {
        return await(() -> queries.version(chatId) >= version);
    }

    /** Waits until a chat that a reader hid at a version is hidden in the read model, or has gone on since. */
    public boolean awaitHidden(UUID chatId, UUID reader, long version) {
        return await(chatId, version) && await(() -> {
            ChatView chat = queries.chat(chatId, reader);
            return chat.hidden() || chat.version() > version;
        });
    }

    private boolean await(BooleanSupplier shown) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (!shown.getAsBoolean()) {
                if (System.nanoTime() >= deadline) {
                    return false;
                }
                projection.awaitProgress(LOOK_EVERY);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * The same, for an answer that is read from the read model.
     *
     * @throws ApiException {@code unavailable} when it was not within the bound: the write stands, and may be repeated
     */
    public void require(UUID chatId, long version) {
        if (!await(chatId, version)) {
            throw new ApiException(ErrorCode.UNAVAILABLE, "The read model is behind");
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
