package io.livemarket.events.chat;

import java.util.UUID;

/**
 * A file that a message carries.
 *
 * @param fileId      the file, as file-service knows it
 * @param name        what to call it, or null
 * @param contentType its media type, or null
 * @param size        bytes, or null
 */
public record Attachment(UUID fileId, String name, String contentType, Long size) {}
