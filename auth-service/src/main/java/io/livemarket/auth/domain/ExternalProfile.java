package io.livemarket.auth.domain;

import org.jspecify.annotations.Nullable;

/**
 * The profile of an account at the external issuer; an absent part is not known, or stays as it is.
 *
 * @param name the name from which the user name is made
 * @param email the e-mail address, which is not unique here
 * @param emailVerified whether the issuer, or the marketplace, verified the address
 * @param avatarUrl the URL of the picture; empty for none
 */
public record ExternalProfile(
        @Nullable String name,
        @Nullable String email,
        @Nullable Boolean emailVerified,
        @Nullable String avatarUrl) {

    @Override
    public String toString() {
        return "ExternalProfile[]";
    }
}
