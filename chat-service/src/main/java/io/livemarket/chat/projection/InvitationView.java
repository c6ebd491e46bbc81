package io.livemarket.chat.projection;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An open invitation as the invited user sees it: {@code Invitation} of the protocol.
 *
 * @param members the number of the group's members
 */
public record InvitationView(UUID chatId, @Nullable String name, UUID invitedBy, Instant invitedAt, int members) {}
