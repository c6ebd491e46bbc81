package io.livemarket.notification.webhooks.domain;

/**
 * An event on its way to an endpoint.
 *
 * @param lane the events of a lane are delivered in their order, one at a time: those of one chat, user, product or
 *     file
 */
public record Delivery(Event event, String lane, Place place) {

    /**
     * The event.
     *
     * @param id by which the receiver drops repeats
     * @param time the time of the event, ISO-8601
     * @param json its value in the topic, in UTF-8
     */
    @SuppressWarnings("ArrayRecordComponent") // Written and read once; a delivery is compared by its place.
    public record Event(String id, String type, String subject, String time, byte[] json) {

        /** Without the value, which may have a message's content. */
        @Override
        public String toString() {
            return "Event[" + type + " " + id + "]";
        }
    }

    /** The bytes of its value. */
    int bytes() {
        return event.json().length;
    }
}
