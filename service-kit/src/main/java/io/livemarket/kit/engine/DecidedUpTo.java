package io.livemarket.kit.engine;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/**
 * A place in the commands of a partition.
 *
 * @param offset of the first command that is not decided
 * @param lastCommand the id of the command before it, or null where it is not known
 */
record DecidedUpTo(long offset, @Nullable String lastCommand) {

    static final DecidedUpTo NOTHING = new DecidedUpTo(0, null);

    private static final String MARK = "lm:";
    private static final int LONGEST_ID = 200;

    /**
     * From an offset of the group; null where it has none. Metadata of others, such as Kafka Streams', names no
     * command.
     */
    static DecidedUpTo of(@Nullable OffsetAndMetadata committed) {
        if (committed == null) {
            return NOTHING;
        }
        String metadata = committed.metadata();
        return new DecidedUpTo(
                committed.offset(),
                metadata != null && metadata.startsWith(MARK) ? metadata.substring(MARK.length()) : null);
    }

    /** As an offset of the group, with the command's id for metadata. */
    OffsetAndMetadata committed() {
        return lastCommand == null || lastCommand.length() > LONGEST_ID
                ? new OffsetAndMetadata(offset)
                : new OffsetAndMetadata(offset, MARK + lastCommand);
    }
}
