package io.livemarket.events.chat;

import java.util.UUID;

/** The role of one participant in a chat. */
public record ParticipantRole(UUID userId, ChatRole role) {}
