package io.livemarket.kit.admin;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as a list shows it: everything but its content.
 *
 * @param place the letter's place in the dead letter topic
 * @param at the letter's timestamp; for a command, the time at which the command was published
 * @param origin the source of the record, and the reason why it is a dead letter
 * @param record the description of the record
 * @param handling the state of the letter
 * @param replayable whether the record can be published to its source topic again
 */
public record DeadLetter(
        Place place, Instant at, Origin origin, Description record, Handling handling, boolean replayable) {

    /** The state of a dead letter. */
    public enum State {
        OPEN,
        REPLAYED,
        DROPPED;

        /** The name in headers and JSON. */
        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The source of a letter.
     *
     * @param source the place of the record; absent when the letter does not name it
     * @param consumer the engine or projection that could not handle the record; absent in letters of earlier versions
     * @param reason the reason, without any part of the value; absent when the letter does not name it
     */
    public record Origin(
            @Nullable Place source,
            @Nullable String consumer,
            @Nullable String reason) {}

    /**
     * A description of the record.
     *
     * @param type the type of the event or command, as its header names it
     * @param bytes the size of the value; -1 when the letter has no value
     */
    public record Description(
            @Nullable String type, @Nullable String key, int bytes) {}

    /**
     * The handling of a letter.
     *
     * @param at the time of the handling; absent while the letter is open
     * @param by the operator's user id; absent while the letter is open
     */
    public record Handling(
            State state, @Nullable Instant at, @Nullable String by) {

        static final Handling OPEN = new Handling(State.OPEN, null, null);
    }

    DeadLetter handled(Handling now) {
        return new DeadLetter(place, at, origin, record, now, replayable);
    }
}
