package io.livemarket.chat.projection;

import io.livemarket.chat.projection.WarnedMessages.Warned;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** The form of a chat's warned messages in MongoDB. */
final class WarnedBson {

    /** The field of a chat; absent in most chats, and in documents of versions before warnings. */
    static final String FIELD = "warned";

    private WarnedBson() {}

    static @Nullable List<Document> write(WarnedMessages warned) {
        return warned.isEmpty()
                ? null
                : warned.messages().stream()
                        .map(each -> new Document("s", each.seq())
                                .append("v", each.version())
                                .append("from", each.senderId().toString())
                                .append("codes", each.codes()))
                        .toList();
    }

    static WarnedMessages read(Document chat) {
        List<Document> found = chat.getList(FIELD, Document.class);
        return found == null
                ? WarnedMessages.NONE
                : new WarnedMessages(found.stream()
                        .map(each -> new Warned(
                                ChatBson.number(each, "s"),
                                ChatBson.number(each, "v"),
                                UUID.fromString(each.getString("from")),
                                each.getList("codes", String.class)))
                        .toList());
    }
}
