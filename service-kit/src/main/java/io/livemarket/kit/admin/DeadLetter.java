package io.livemarket.kit.admin;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What may be shown of a dead letter in a list: everything but its content.
 *
 * @param place where it is
 * @param at its timestamp; of a command, when the command was written
 * @param origin where it came from, and why
 * @param record what it is
 * @param handling what became of it
 * @param replayable whether it can be written to its source topic again
 */
public record DeadLetter(
        Place place, Instant at, Origin origin, Description record, Handling handling, boolean replayable) {

    /** What became of a dead letter. */
    public enum State {
        OPEN,
        REPLAYED,
        DROPPED;

        /** As headers and JSON have it. */
        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Where a letter came from.
     *
     * @param source the place of the record; null when the letter does not name it
     * @param consumer the engine or projection that could not handle it; null in letters of earlier versions
     * @param reason never quotes the value
     */
    public record Origin(@Nullable Place source, @Nullable String consumer, @Nullable String reason) {}

    /**
     * What the record is.
     *
     * @param type of the event or command, as its header names it; null without one
     * @param key null without one
     * @param bytes of its value; -1 when the letter has none
     */
    public record Description(@Nullable String type, @Nullable String key, int bytes) {}

    /**
     * What became of a letter.
     *
     * @param at null while it is open
     * @param by the operator's user id; null while it is open
     */
    public record Handling(State state, @Nullable Instant at, @Nullable String by) {

        static final Handling OPEN = new Handling(State.OPEN, null, null);
    }

    DeadLetter handled(Handling now) {
        return new DeadLetter(place, at, origin, record, now, replayable);
    }
}
