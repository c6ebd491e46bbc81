package io.livemarket.auth.domain;

/**
 * An account at the external issuer.
 *
 * @param issuer the {@code iss} of the issuer's tokens
 * @param subject the user's id there
 */
public record ExternalIdentity(String issuer, String subject) {

    /** Without the subject, which is an id of a person. */
    @Override
    public String toString() {
        return "ExternalIdentity[" + issuer + "]";
    }
}
