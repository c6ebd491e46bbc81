package io.livemarket.ledger.model;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The outcome of an attempt as its client knows it. */
public sealed interface Outcome {

    /**
     * The system accepted the attempt.
     *
     * @param messageId the message's id; absent for a receipt
     * @param seq the message's place, 0 where the answer gave none
     * @param version the chat's version after the change, 0 where the answer gave none
     */
    record Acknowledged(@Nullable UUID messageId, long seq, long version) implements Outcome {}

    /** The system refused the attempt for good; no reader may be shown it. */
    record Refused(String code) implements Outcome {}

    /** No final answer came: the change happened once or not at all. */
    record Unknown() implements Outcome {}

    /** The attempt's frame was cut, so that the system never had all of it; no reader may be shown it. */
    record Cut() implements Outcome {}
}
