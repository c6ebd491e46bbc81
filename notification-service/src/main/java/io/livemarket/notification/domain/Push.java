package io.livemarket.notification.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * What is to be pushed to a user's devices.
 *
 * @param chatId  or null
 * @param actorId or null, also when the user does not want it said
 */
public record Push(UUID notificationId, String kind, UUID chatId, UUID actorId, long count, Instant at) {}
