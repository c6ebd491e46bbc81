package io.livemarket.chat.projection;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.bson.Document;

/** Reads invitations into groups, and whether two users share a chat. */
public final class GroupQueries {

    /** The most invitations of one answer. */
    static final int MOST_INVITATIONS = 100;

    private final MongoCollection<Document> chats;

    public GroupQueries(MongoDatabase database) {
        this.chats = database.getCollection("chats");
    }

    /** The open invitations of a user, latest first; at most {@value #MOST_INVITATIONS} of them. */
    public Page<InvitationView> invitations(UUID user) {
        List<InvitationView> found = new ArrayList<>();
        for (Document document :
                chats.find(Filters.eq(GroupBson.INVITED, user.toString())).limit(MOST_INVITATIONS + 1)) {
            ChatDocument chat = ChatBson.readChat(document);
            chat.groupOrOpened().invitations().stream()
                    .filter(invitation -> invitation.userId().equals(user))
                    .map(invitation -> new InvitationView(
                            chat.chatId(),
                            chat.opening().name(),
                            invitation.invitedBy(),
                            invitation.at(),
                            chat.readers().size()))
                    .forEach(found::add);
        }
        found.sort(Comparator.comparing(InvitationView::invitedAt).reversed());
        boolean more = found.size() > MOST_INVITATIONS;
        return new Page<>(more ? List.copyOf(found.subList(0, MOST_INVITATIONS)) : List.copyOf(found), more, null);
    }

    /** Those of the users who share no chat with this one. */
    public List<UUID> strangersTo(UUID user, Collection<UUID> others) {
        return others.stream().filter(other -> !meet(user, other)).toList();
    }

    private boolean meet(UUID user, UUID other) {
        return chats.find(Filters.and(
                                Filters.eq(ChatBson.MEMBERS, other.toString()),
                                Filters.eq(ChatBson.MEMBERS, user.toString())))
                        .projection(Projections.include("_id"))
                        .limit(1)
                        .first()
                != null;
    }
}
