package io.livemarket.file.web;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.moderation.ModerationEvent.EvidenceViewed;
import io.livemarket.file.projection.EvidenceDocuments;
import io.livemarket.file.projection.EvidenceDocuments.Evidence;
import io.livemarket.file.projection.EvidenceDocuments.View;
import io.livemarket.kit.read.ReadBarrier;
import io.livemarket.kit.web.ApiException;
import java.time.Clock;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks the right to read a file that is evidence: a secret in the address, whose hash moderation-service committed
 * with the event that a moderator views the file. An address is valid as soon as it is answered: before a refusal the
 * read model applies every event in the log.
 */
public final class EvidenceAccess {

    /** 32 bytes in base64 for addresses. */
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final EvidenceDocuments documents;
    private final ReadBarrier events;
    private final Clock clock;

    /**
     * @param events the read barrier of the evidence's read model, with a limited rate of requests to the broker,
     *     because any client may invent secrets
     */
    public EvidenceAccess(EvidenceDocuments documents, ReadBarrier events, Clock clock) {
        this.documents = documents;
        this.events = events;
        this.clock = clock;
    }

    /**
     * The file of an address.
     *
     * @param grant the secret; absent in a malformed address
     * @throws ApiException {@code url_invalid}, {@code url_expired}, {@code file_not_found} without a copy,
     *     {@code unavailable} when the read model does not catch up in time
     */
    Evidence require(UUID fileId, @Nullable String grant) {
        if (grant == null || !SECRET.matcher(grant).matches()) {
            throw new ApiException(ErrorCode.URL_INVALID);
        }
        View view = view(EvidenceViewed.grantOf(grant));
        if (!view.place().fileId().equals(fileId)) {
            throw new ApiException(ErrorCode.URL_INVALID);
        }
        if (!view.until().isAfter(clock.instant())) {
            throw new ApiException(ErrorCode.URL_EXPIRED);
        }
        return documents.find(view.place()).orElseThrow(() -> new ApiException(ErrorCode.FILE_NOT_FOUND));
    }

    private View view(String hash) {
        return documents.view(hash).orElseGet(() -> {
            events.requireAll(ReadBarrier.BOUND);
            return documents.view(hash).orElseThrow(() -> new ApiException(ErrorCode.URL_INVALID));
        });
    }
}
