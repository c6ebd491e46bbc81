package io.livemarket.chat.projection;

import io.livemarket.events.chat.ChatRole;
import io.livemarket.events.chat.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The keys in the field {@code lists} of a chat, by which its participants' filtered lists find it. Each key names a
 * user, one of the user's lists, and a property, so that one index serves all filters. A chat about nothing that no
 * participant arranged has no key, unless it has a person of support. Membership of a group, and unread messages, have
 * none: they would add a key for each member, and change with each message.
 */
final class ListKeys {

    private ListKeys() {}

    /** All keys of a chat; absent without one. */
    static @Nullable List<String> of(ChatDocument chat) {
        List<String> keys = new ArrayList<>(0);
        for (Reader reader : chat.readers()) {
            if (chat.opening().subject() != null
                    || hasListedRole(reader)
                    || reader.membership().isArranged()) {
                add(keys, reader, chat.opening().subject());
            }
        }
        return keys.isEmpty() ? null : keys;
    }

    private static void add(List<String> keys, Reader reader, @Nullable Subject subject) {
        ChatShelf shelf = ChatShelf.of(reader);
        String user = reader.userId().toString();
        if (shelf == ChatShelf.ARCHIVED) {
            keys.add(all(user, shelf));
        }
        ChatRole role = reader.role();
        if (role != null && hasListedRole(reader)) {
            keys.add(role(user, shelf, role));
        }
        if (subject != null) {
            keys.add(subject(user, shelf, subject.type(), null));
            keys.add(subject(user, shelf, subject.type(), subject.id()));
        }
        if (reader.membership().pinned()) {
            keys.add(pinned(user, shelf));
        }
        reader.membership().labels().forEach(label -> keys.add(label(user, shelf, label)));
    }

    private static boolean hasListedRole(Reader reader) {
        return reader.role() != null && reader.role() != ChatRole.MEMBER;
    }

    /** The key of every archived chat. */
    static String all(String user, ChatShelf shelf) {
        return user + ":" + shelf.key();
    }

    static String role(String user, ChatShelf shelf, ChatRole role) {
        return all(user, shelf) + ":role:" + role.name().toLowerCase(Locale.ROOT);
    }

    /** @param id absent for all subjects of the type */
    static String subject(String user, ChatShelf shelf, String type, @Nullable String id) {
        return all(user, shelf) + ":about:" + type + (id == null ? "" : ":" + id);
    }

    static String pinned(String user, ChatShelf shelf) {
        return all(user, shelf) + ":pinned";
    }

    static String label(String user, ChatShelf shelf, String label) {
        return all(user, shelf) + ":label:" + label;
    }
}
