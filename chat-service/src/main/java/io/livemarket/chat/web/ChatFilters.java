package io.livemarket.chat.web;

import io.livemarket.chat.domain.Arrangement;
import io.livemarket.chat.projection.ChatFilter;
import io.livemarket.chat.projection.ChatShelf;
import io.livemarket.events.chat.ChatRole;
import io.livemarket.events.chat.Subject;
import io.livemarket.kit.web.ApiException;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the conditions of {@code GET /chats}. */
final class ChatFilters {

    private ChatFilters() {}

    /**
     * The list that a request names.
     *
     * @throws ApiException {@code invalid_request} for both at once: a hidden chat is in the list of hidden ones alone
     */
    static ChatShelf shelf(boolean hidden, boolean archived) {
        if (hidden && archived) {
            throw ApiException.invalid("archived");
        }
        return hidden ? ChatShelf.HIDDEN : archived ? ChatShelf.ARCHIVED : ChatShelf.SHOWN;
    }

    /** @throws ApiException {@code invalid_request} with the parameter that can match no chat */
    static ChatFilter of(
            ChatShelf shelf,
            @Nullable String role,
            @Nullable String subjectType,
            @Nullable String subjectId,
            boolean unread,
            boolean pinned,
            @Nullable String label) {
        if (subjectType != null && !Subject.isType(subjectType)) {
            throw ApiException.invalid("subjectType");
        }
        return new ChatFilter(
                shelf,
                role == null ? null : role(role),
                subjectType,
                subjectId == null ? null : subjectId(subjectType, subjectId),
                unread,
                pinned,
                label == null ? null : label(label));
    }

    private static ChatRole role(String text) {
        return Arrays.stream(ChatRole.values())
                .filter(role -> role.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> ApiException.invalid("role"));
    }

    private static String subjectId(@Nullable String type, String id) {
        if (type == null || !Subject.isId(id)) {
            throw ApiException.invalid("subjectId");
        }
        return new Subject(type, id).id();
    }

    private static String label(String text) {
        if (!Arrangement.isLabel(text)) {
            throw ApiException.invalid("label");
        }
        return text.strip();
    }
}
