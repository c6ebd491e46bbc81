package io.livemarket.events.files;

import io.livemarket.events.EventType;
import io.livemarket.events.errors.ErrorCode;
import java.util.UUID;

/**
 * The outcome of a command to a file, for the instance that sent it; the origin is the partition key. Kept for minutes.
 */
public sealed interface FileResult {

    UUID commandId();

    UUID fileId();

    /**
     * The command was accepted, or its state held already.
     *
     * @param version the file's version after the command
     */
    @EventType("files.command-accepted.v1")
    record CommandAccepted(UUID commandId, UUID fileId, long version) implements FileResult {}

    /** The command was rejected, and changed nothing. */
    @EventType("files.command-refused.v1")
    record CommandRefused(UUID commandId, UUID fileId, ErrorCode code) implements FileResult {}
}
