package io.livemarket.auth.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The access of a service account.
 *
 * @param scopes the scopes that its tokens may have, in order
 * @param secrets the secrets for which it gets tokens: one, or two while one replaces the other
 */
public record ServiceAccess(List<String> scopes, List<Secret> secrets) {

    /** The most secrets of a service account at a time. */
    public static final int MOST_SECRETS = 2;

    public ServiceAccess {
        scopes = scopes.stream().distinct().sorted().toList();
        secrets = List.copyOf(secrets);
    }

    /** @param hash SHA-256 of the secret, which has 256 random bits */
    public record Secret(UUID id, String hash, Instant createdAt) {

        /** Without the hash. */
        @Override
        public String toString() {
            return "Secret[" + id + "]";
        }
    }

    ServiceAccess withScopes(List<String> newScopes) {
        return new ServiceAccess(newScopes, secrets);
    }

    ServiceAccess with(Secret secret) {
        return new ServiceAccess(
                scopes, Stream.concat(secrets.stream(), Stream.of(secret)).toList());
    }

    ServiceAccess without(UUID secretId) {
        return new ServiceAccess(
                scopes,
                secrets.stream().filter(secret -> !secret.id().equals(secretId)).toList());
    }

    boolean hasSecret(UUID secretId) {
        return secrets.stream().anyMatch(secret -> secret.id().equals(secretId));
    }
}
