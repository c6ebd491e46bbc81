/**
 * The contract of chat-service: events, commands and results of chats, and the commands by which moderation-service
 * enforces blocks.
 */
@NullMarked
package io.livemarket.events.chat;

import org.jspecify.annotations.NullMarked;
