package io.livemarket.events.users;

import io.livemarket.events.EventType;
import java.time.Instant;
import java.util.UUID;

/**
 * Facts about the roles that operators grant to users and revoke, each with its author; auth-service publishes them.
 * The user id is the partition key. They are kept for ever and are for auth-service and the gateways alone: a list of
 * the accounts with power over reports is a list of accounts worth attacking. Roles of auth-service's configuration are
 * in no event.
 */
public sealed interface RoleEvent {

    UUID userId();

    /** The role, as access tokens carry it: {@code moderator}. */
    String role();

    /** The id of the operator. */
    UUID author();

    /** The revision of the account after the event; rises with each event of a user, with gaps. */
    long revision();

    Instant occurredAt();

    /** An operator granted a role to this user: access tokens carry it from now on. */
    @EventType("users.role-granted.v1")
    record RoleGranted(UUID userId, String role, UUID author, long revision, Instant grantedAt) implements RoleEvent {
        @Override
        public Instant occurredAt() {
            return grantedAt;
        }
    }

    /**
     * An operator revoked a role of this user: access tokens that carry it and were issued before are refused from now
     * on.
     */
    @EventType("users.role-revoked.v1")
    record RoleRevoked(UUID userId, String role, UUID author, long revision, Instant revokedAt) implements RoleEvent {
        @Override
        public Instant occurredAt() {
            return revokedAt;
        }
    }
}
