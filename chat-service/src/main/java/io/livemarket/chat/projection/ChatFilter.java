package io.livemarket.chat.projection;

import com.mongodb.client.model.Filters;
import io.livemarket.events.chat.ChatRole;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * The chats that a list shows; a chat must meet all conditions. Absent components are no conditions.
 *
 * @param role the viewer's own role
 * @param subjectId the id of a subject of type {@code subjectType}, which is then present
 * @param unread whether only chats with unread messages are shown
 * @param pinned whether only chats are shown that the viewer pinned
 * @param label a label that the viewer gave the chats
 */
public record ChatFilter(
        ChatShelf shelf,
        @Nullable ChatRole role,
        @Nullable String subjectType,
        @Nullable String subjectId,
        boolean unread,
        boolean pinned,
        @Nullable String label) {

    /** All chats of one of a user's lists. */
    public static ChatFilter of(ChatShelf shelf) {
        return new ChatFilter(shelf, null, null, null, false, false, null);
    }

    /** The conditions that the store checks: by the index of {@code lists}, or of the whole list. */
    List<Bson> conditions(UUID viewer) {
        String user = viewer.toString();
        List<String> keys = keys(user);
        if (!keys.isEmpty()) {
            return keys.stream().map(key -> Filters.eq(ChatBson.LISTS, key)).toList();
        }
        return switch (shelf) {
            case SHOWN -> List.of(Filters.eq(ChatBson.VISIBLE_TO, user));
            case ARCHIVED -> List.of(Filters.eq(ChatBson.LISTS, ListKeys.all(user, shelf)));
            case HIDDEN ->
                List.of(
                        Filters.eq(ChatBson.MEMBERS, user),
                        Filters.ne(ChatBson.VISIBLE_TO, user),
                        Filters.ne(ChatBson.LISTS, ListKeys.all(user, ChatShelf.ARCHIVED)));
        };
    }

    /** The keys of the conditions that have some, the most selective ones first. */
    private List<String> keys(String user) {
        List<String> keys = new ArrayList<>();
        if (subjectType != null) {
            keys.add(ListKeys.subject(user, shelf, subjectType, subjectId));
        }
        if (label != null) {
            keys.add(ListKeys.label(user, shelf, label));
        }
        if (pinned) {
            keys.add(ListKeys.pinned(user, shelf));
        }
        if (role != null && role != ChatRole.MEMBER) {
            keys.add(ListKeys.role(user, shelf, role));
        }
        return keys;
    }

    /** Whether some conditions have no index, so that each found chat is checked. */
    boolean needsCheck() {
        return unread || role == ChatRole.MEMBER;
    }

    /** Whether a found chat meets the conditions that have no index. */
    boolean holds(ChatDocument chat, UUID viewer) {
        return (!unread || chat.reader(viewer).orElseThrow().unread(chat.seq()) > 0)
                && (role != ChatRole.MEMBER || chat.role(viewer) == ChatRole.MEMBER);
    }
}
