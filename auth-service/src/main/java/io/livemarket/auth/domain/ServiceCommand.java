package io.livemarket.auth.domain;

import io.livemarket.events.EventType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A command about a service account, by an operator. */
public sealed interface ServiceCommand extends AuthCommand {

    /** The id of the service account. */
    UUID userId();

    @Override
    default UUID subject() {
        return userId();
    }

    /**
     * Creates a service account, which is a user without a password.
     *
     * @param name the user name by which users see the service
     */
    @EventType("auth.create-service.v1")
    record CreateService(
            UUID userId,
            String name,
            List<String> scopes,
            ServiceAccess.Secret secret,
            UUID author,
            Instant requestedAt)
            implements ServiceCommand {}

    /** Replaces the scopes of a service account. */
    @EventType("auth.change-service-scopes.v1")
    record ChangeServiceScopes(UUID userId, List<String> scopes, UUID author, Instant requestedAt)
            implements ServiceCommand {}

    /** Adds a secret to a service account. */
    @EventType("auth.add-service-secret.v1")
    record AddServiceSecret(UUID userId, ServiceAccess.Secret secret, UUID author, Instant requestedAt)
            implements ServiceCommand {}

    /** Removes a secret of a service account. */
    @EventType("auth.remove-service-secret.v1")
    record RemoveServiceSecret(UUID userId, UUID secretId, UUID author, Instant requestedAt)
            implements ServiceCommand {}

    /** Deletes a service account. */
    @EventType("auth.delete-service.v1")
    record DeleteService(UUID userId, UUID author, Instant requestedAt) implements ServiceCommand {}
}
