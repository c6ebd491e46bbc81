package io.livemarket.auth.web;

import io.livemarket.auth.domain.Account;
import io.livemarket.auth.domain.ServiceAccess;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A service account, as operators see it.
 *
 * @param id the {@code client_id}, and the sender of its messages
 * @param name the user name by which users see it
 * @param secrets its secrets, without their values
 * @param secret the value of the secret that the request created, shown this once; absent in every other answer
 */
record ServiceBody(
        UUID id,
        String name,
        List<String> scopes,
        List<Secret> secrets,
        Instant createdAt,
        Instant updatedAt,
        @Nullable String secret) {

    record Secret(UUID id, Instant createdAt) {}

    /** @param secret the value of a new secret; absent where the request created none */
    static ServiceBody of(Account account, @Nullable String secret) {
        ServiceAccess access = account.service() == null ? new ServiceAccess(List.of(), List.of()) : account.service();
        return new ServiceBody(
                account.userId(),
                account.username(),
                access.scopes(),
                access.secrets().stream()
                        .map(each -> new Secret(each.id(), each.createdAt()))
                        .toList(),
                account.createdAt(),
                account.updatedAt(),
                secret);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "ServiceBody[" + id + "]";
    }
}
