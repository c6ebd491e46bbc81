package io.livemarket.chat.projection;

import com.mongodb.client.model.Projections;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * The part of a chat that one participant may read.
 *
 * @param from the first {@code seq} of the part
 * @param to the newest {@code seq} of the chat
 * @param activeAt the time of the newest message, or of the opening, in milliseconds since 1970
 */
record ReadableChat(UUID chatId, long from, long to, long activeAt) {

    /** The fields of a stored chat that {@link #of(Document, UUID)} needs. */
    static final Bson FIELDS = Projections.include("seq", ChatBson.ACTIVE_AT, GroupBson.GROUP);

    static ReadableChat of(Document chat, UUID viewer) {
        return new ReadableChat(
                UUID.fromString(chat.getString("_id")),
                GroupBson.visibleFrom(chat, viewer),
                ChatBson.number(chat, "seq"),
                ChatBson.time(chat, ChatBson.ACTIVE_AT).toEpochMilli());
    }

    static ReadableChat of(ChatDocument chat, UUID viewer) {
        return new ReadableChat(
                chat.chatId(),
                chat.visibleFrom(viewer),
                chat.seq(),
                chat.progress().activeAt().toEpochMilli());
    }
}
