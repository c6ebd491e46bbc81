package io.livemarket.file.projection;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import io.livemarket.events.chat.ChatEvent.ChatOpened;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.GroupEvent;
import io.livemarket.events.chat.GroupEvent.ChatRenamed;
import io.livemarket.events.chat.GroupEvent.InvitationDeclined;
import io.livemarket.events.chat.GroupEvent.MemberJoined;
import io.livemarket.events.chat.GroupEvent.MemberLeft;
import io.livemarket.events.chat.GroupEvent.MemberRemoved;
import io.livemarket.events.chat.GroupEvent.MemberRoleChanged;
import io.livemarket.events.chat.GroupEvent.MembersInvited;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bson.Document;

/**
 * The participants of chats. Those of a private chat never change; a group's members change with its events, and each
 * has the first message from which the member sees the group. A late instance changes nothing that a later event
 * changed.
 */
final class ChatMembers {

    static final String CHATS = "chat_members";

    private static final String ID = "_id";
    private static final String VERSION = "version";
    private static final String PARTICIPANTS = "participants";
    /** The members of a group, each as {@link #USER} and {@link #FROM}; absent in a private chat. */
    private static final String MEMBERS = "members";

    private static final String USER = "id";
    private static final String FROM = "from";
    private static final String MEMBER_IDS = MEMBERS + "." + USER;

    private final MongoCollection<Document> chats;

    ChatMembers(MongoDatabase database) {
        this.chats = database.getCollection(CHATS);
    }

    /** Creates the index for the groups of a user. */
    void createIndexes() {
        chats.createIndex(Indexes.ascending(MEMBER_IDS), new IndexOptions().sparse(true));
    }

    /** Adds chats that were opened; a chat that is known stays as it is. */
    void opened(Collection<ChatOpened> opened) {
        if (!opened.isEmpty()) {
            chats.bulkWrite(
                    opened.stream()
                            .map(e -> new UpdateOneModel<Document>(
                                    eq(ID, e.chatId().toString()),
                                    new Document("$setOnInsert", document(e)),
                                    new UpdateOptions().upsert(true)))
                            .toList(),
                    new BulkWriteOptions().ordered(false));
        }
    }

    private static Document document(ChatOpened e) {
        List<String> users = e.participants().stream().map(UUID::toString).toList();
        return e.type() == ChatType.GROUP
                ? new Document(VERSION, e.version())
                        .append(
                                MEMBERS,
                                users.stream().map(user -> member(user, 1)).toList())
                : new Document(PARTICIPANTS, users);
    }

    private static Document member(String user, long from) {
        return new Document(USER, user).append(FROM, from);
    }

    /** Applies a change of a group. */
    void changed(GroupEvent event) {
        switch (event) {
            case MemberJoined e ->
                change(e, e.userId(), List.of(member(e.userId().toString(), e.visibleFromSeq())));
            case MemberRemoved e -> change(e, e.userId(), List.of());
            case MemberLeft e -> change(e, e.userId(), List.of());
            case MembersInvited _, InvitationDeclined _, MemberRoleChanged _, ChatRenamed _ -> {}
        }
    }

    /** Replaces a user's entry among the members. */
    private void change(GroupEvent event, UUID user, List<Document> entry) {
        Document chat = chats.find(eq(ID, event.chatId().toString())).first();
        if (chat == null) {
            return; // The chat's ChatOpened is unreadable.
        }
        List<Document> members = new ArrayList<>(chat.getList(MEMBERS, Document.class, List.of()));
        members.removeIf(member -> user.toString().equals(member.getString(USER)));
        members.addAll(entry);
        chats.updateOne(
                and(eq(ID, event.chatId().toString()), lt(VERSION, event.version())),
                Updates.combine(Updates.set(MEMBERS, members), Updates.set(VERSION, event.version())));
    }

    /**
     * The readers of a message in a chat: the group itself, whose members are looked up when a file is read, or the
     * participants of a private chat.
     */
    List<String> readersOf(UUID chatId) {
        Document chat = chats.find(eq(ID, chatId.toString())).first();
        return chat == null
                ? List.of()
                : chat.containsKey(MEMBERS) ? List.of(chatId.toString()) : chat.getList(PARTICIPANTS, String.class);
    }

    /** The groups of a user, each with the first message that the user may see. */
    Map<String, Long> groupsOf(UUID user) {
        Map<String, Long> groups = new HashMap<>();
        for (Document chat : chats.find(eq(MEMBER_IDS, user.toString())).projection(Projections.include(MEMBERS))) {
            chat.getList(MEMBERS, Document.class).stream()
                    .filter(member -> user.toString().equals(member.getString(USER)))
                    .forEach(member -> groups.put(
                            chat.getString(ID), member.get(FROM, Number.class).longValue()));
        }
        return groups;
    }
}
