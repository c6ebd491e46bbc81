package io.livemarket.auth.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * A role that an operator granted.
 *
 * @param author the operator
 */
public record RoleGrant(String role, UUID author, Instant grantedAt) {}
