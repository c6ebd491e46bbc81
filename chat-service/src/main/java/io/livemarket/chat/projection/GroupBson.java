package io.livemarket.chat.projection;

import io.livemarket.chat.projection.GroupDocument.Invitation;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.GroupHistory;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * The form of a group's part in the document of its chat. A document of an earlier version has none, which is the part
 * of a group that nothing has changed.
 */
final class GroupBson {

    /** The users with an open invitation; absent without one, so that few documents are in the index. */
    static final String INVITED = "invited";

    /** The field of a stored chat with the part of a group; absent in most chats. */
    static final String GROUP = "group";

    private GroupBson() {}

    static void write(Document chat, GroupDocument group) {
        if (!group.invitations().isEmpty()) {
            chat.append(INVITED, group.invited().stream().map(UUID::toString).toList());
        }
        chat.append(
                GROUP,
                new Document("history", group.history().name())
                        .append(
                                "admins",
                                group.admins().stream().map(UUID::toString).toList())
                        .append(
                                "invitations",
                                group.invitations().stream()
                                        .map(GroupBson::write)
                                        .toList())
                        .append("visibleFrom", writeVisibleFrom(group.visibleFrom()))
                        .append("changedIn", group.changedIn()));
    }

    private static Document write(Invitation invitation) {
        return new Document("id", invitation.userId().toString())
                .append("by", invitation.invitedBy().toString())
                .append("at", Date.from(invitation.at()));
    }

    private static List<Document> writeVisibleFrom(Map<UUID, Long> visibleFrom) {
        return visibleFrom.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(each -> new Document("id", each.getKey().toString()).append("seq", each.getValue()))
                .toList();
    }

    /** The part of a group; absent for a private chat. */
    static @Nullable GroupDocument read(Document chat) {
        if (!ChatType.GROUP.name().equals(chat.getString("type"))) {
            return null;
        }
        Document group = chat.get(GROUP, Document.class);
        return group == null
                ? GroupDocument.opened(ChatBson.optionalId(chat, "createdBy"), null)
                : new GroupDocument(
                        GroupHistory.valueOf(group.getString("history")),
                        group.getList("admins", String.class).stream()
                                .map(UUID::fromString)
                                .toList(),
                        group.getList("invitations", Document.class).stream()
                                .map(GroupBson::readInvitation)
                                .toList(),
                        group.getList("visibleFrom", Document.class).stream()
                                .collect(Collectors.toUnmodifiableMap(
                                        each -> UUID.fromString(each.getString("id")),
                                        each -> ChatBson.number(each, "seq"))),
                        ChatBson.number(group, "changedIn"));
    }

    /** The first message of a stored chat that the user may see. */
    static long visibleFrom(Document chat, UUID user) {
        return chat.get(GROUP, new Document()).getList("visibleFrom", Document.class, List.of()).stream()
                .filter(each -> each.getString("id").equals(user.toString()))
                .mapToLong(each -> ChatBson.number(each, "seq"))
                .findFirst()
                .orElse(1);
    }

    private static Invitation readInvitation(Document d) {
        return new Invitation(
                UUID.fromString(d.getString("id")), UUID.fromString(d.getString("by")), ChatBson.time(d, "at"));
    }
}
