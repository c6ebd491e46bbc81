package io.livemarket.events.files;

import io.livemarket.events.EventType;
import io.livemarket.events.errors.ErrorCode;
import java.util.UUID;

/** What became of a command, for the instance that asked; the origin is the partition key. Kept for minutes. */
public sealed interface FileResult {

    UUID commandId();

    UUID fileId();

    /**
     * It is done, or was so already.
     *
     * @param version the file's version after it
     */
    @EventType("files.command-accepted.v1")
    record CommandAccepted(UUID commandId, UUID fileId, long version) implements FileResult {}

    /** It was refused, and changed nothing. */
    @EventType("files.command-refused.v1")
    record CommandRefused(UUID commandId, UUID fileId, ErrorCode code) implements FileResult {}
}
