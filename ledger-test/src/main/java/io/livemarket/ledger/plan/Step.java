package io.livemarket.ledger.plan;

/**
 * One step of a device.
 *
 * @param pauseMillis before it
 * @param choice random and not negative, for picking a chat or a message among those that exist then
 */
public record Step(Act act, long pauseMillis, long choice) {

    /** The acts of devices. */
    public enum Act {
        SEND,
        /** A message without an idempotency key, which is never repeated. */
        SEND_WITHOUT_KEY,
        /** A message, and after its answer the request once more. */
        SEND_TWICE,
        EDIT,
        DELETE,
        READ,
        /** Disconnects, stays away for a while and comes back. */
        LEAVE,
        /** Sends into a chat in which the user does not take part. */
        INTRUDE,
        /** Edits another user's message. */
        EDIT_FOREIGN,
        /** Uses an idempotency key again for another content. */
        REUSE_KEY
    }
}
