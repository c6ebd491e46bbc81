package io.livemarket.auth.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The proof that an account's e-mail address is its user's.
 *
 * @param verifiedAt the time at which the user verified the address; absent while it is not verified
 * @param resetsFrom the time from which a mail to the address may replace a forgotten password, for an address that
 *     replaced another one; absent where there is no such time
 */
public record EmailProof(
        @Nullable Instant verifiedAt, @Nullable Instant resetsFrom) {

    /** The proof of an address that was not verified; accounts of earlier versions have it. */
    static final EmailProof NONE = new EmailProof(null, null);

    /** The proof of a verified address, which keeps the time of the first verification. */
    EmailProof verified(Instant at) {
        return verifiedAt == null ? new EmailProof(at, resetsFrom) : this;
    }

    boolean allowsResetAt(Instant at) {
        return resetsFrom == null || !at.isBefore(resetsFrom);
    }
}
