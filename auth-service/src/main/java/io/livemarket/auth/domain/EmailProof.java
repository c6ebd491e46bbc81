package io.livemarket.auth.domain;

import java.time.Instant;

/**
 * How far the address of an account is known to be its user's.
 *
 * @param verifiedAt when the user showed that it is; null for never
 * @param resetsFrom from when on a forgotten password may be replaced by a mail to it, where it took another one's
 *     place; null for always
 */
public record EmailProof(Instant verifiedAt, Instant resetsFrom) {

    /** Of an address that was not verified, as those of before are. */
    static final EmailProof NONE = new EmailProof(null, null);

    /** Verified then, unless it was before. */
    EmailProof verified(Instant at) {
        return verifiedAt == null ? new EmailProof(at, resetsFrom) : this;
    }

    boolean allowsResetAt(Instant at) {
        return resetsFrom == null || !at.isBefore(resetsFrom);
    }
}
