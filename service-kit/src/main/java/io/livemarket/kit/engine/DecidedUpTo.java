package io.livemarket.kit.engine;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/**
 * The position up to which the commands of a partition are decided.
 *
 * @param offset the offset of the first command that is not decided
 * @param lastCommand the id of the command before it; absent where it is not known
 */
record DecidedUpTo(long offset, @Nullable String lastCommand) {

    static final DecidedUpTo NOTHING = new DecidedUpTo(0, null);

    private static final String MARK = "lm:";
    private static final int LONGEST_ID = 200;

    /**
     * The position of an offset that the consumer group committed, {@link #NOTHING} where there is none. Metadata of
     * other clients, such as Kafka Streams, names no command.
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

    /** The offset to be committed by the consumer group, with the command's id as metadata. */
    OffsetAndMetadata committed() {
        return lastCommand == null || lastCommand.length() > LONGEST_ID
                ? new OffsetAndMetadata(offset)
                : new OffsetAndMetadata(offset, MARK + lastCommand);
    }
}
