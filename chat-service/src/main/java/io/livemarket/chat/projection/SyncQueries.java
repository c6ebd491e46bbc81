package io.livemarket.chat.projection;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.livemarket.chat.projection.ChatDocument.Touch;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Reads the changes in a user's chats, latest activity first, until a {@link SyncPage} is full. */
final class SyncQueries {

    private static final Bson LATEST_FIRST = Sorts.descending(ChatBson.ACTIVE_AT);

    private final MongoCollection<Document> chats;
    private final MessageBuckets buckets;

    SyncQueries(MongoCollection<Document> chats, MessageBuckets buckets) {
        this.chats = chats;
        this.buckets = buckets;
    }

    SyncAnswer sync(UUID viewer, Map<UUID, Long> versions, boolean paged, Predicate<UUID> late) {
        SyncPage page = new SyncPage(paged);
        Set<UUID> unseen = new HashSet<>(versions.keySet());
        for (Document document :
                chats.find(Filters.eq(ChatBson.MEMBERS, viewer.toString())).sort(LATEST_FIRST)) {
            ChatDocument chat = ChatBson.readChat(document);
            long since = versions.getOrDefault(chat.chatId(), 0L);
            boolean isLate = late.test(chat.chatId());
            if (!isLate && chat.version() <= since) {
                unseen.remove(chat.chatId());
                page.addUnchanged(chat, viewer);
                continue;
            }
            if (page.isFull()) {
                return paged ? page.andMore() : addNamedChats(page, viewer, versions, unseen, late);
            }
            unseen.remove(chat.chatId());
            page.add(
                    page.hasRoomForSummariesOnly()
                            ? summary(chat, since, viewer)
                            : isLate || page.hasNoMessagesLeft()
                                    ? incomplete(chat, since, viewer)
                                    : since(chat, since, viewer, page.room()));
        }
        // A chat of a partition that is behind may be there without being in the read model yet.
        return page.answer(unseen.stream().filter(late.negate()).toList());
    }

    /**
     * Adds the changed chats that the caller named and that are not on the page, without messages, so that a caller
     * that does not repeat the request gets their changes.
     */
    private SyncAnswer addNamedChats(
            SyncPage page, UUID viewer, Map<UUID, Long> versions, Set<UUID> unseen, Predicate<UUID> late) {
        Bson namedChats = Filters.and(
                Filters.in("_id", unseen.stream().map(UUID::toString).toList()),
                Filters.eq(ChatBson.MEMBERS, viewer.toString()));
        for (Document document : chats.find(namedChats).sort(LATEST_FIRST)) {
            ChatDocument chat = ChatBson.readChat(document);
            long since = versions.getOrDefault(chat.chatId(), 0L);
            if (chat.version() > since || late.test(chat.chatId())) {
                if (page.isFullOfSummaries()) {
                    break;
                }
                page.add(summary(chat, since, viewer));
            }
        }
        return page.andMore();
    }

    /** @param room the bytes that are left for messages; a chat with more is answered as incomplete */
    private ChatSync since(ChatDocument chat, long since, UUID viewer, long room) {
        if (since > 0 && since < chat.changes().completeAfter()) {
            return incomplete(chat, since, viewer);
        }
        TreeMap<Long, MessageView> messages = new TreeMap<>();
        long first = chat.visibleFrom(viewer);
        boolean reached = false;
        for (long to = chat.seq(); to >= first && !reached; to -= MessageBuckets.STEP) {
            long from = Math.max(first, to - MessageBuckets.STEP + 1);
            List<Document> newer = buckets.documents(chat.chatId(), from, to, m -> ChatBson.sentVersion(m) > since);
            newer.stream()
                    .map(m -> ChatBson.readMessage(chat.chatId(), m, viewer))
                    .forEach(m -> messages.put(m.seq(), m));
            reached = newer.size() < to - from + 1;
            if (messages.size() > ChatQueries.SYNC_MESSAGES || PageBytes.of(List.copyOf(messages.values())) > room) {
                return incomplete(chat, since, viewer);
            }
        }
        chat.changes().touched().stream()
                .filter(touch -> touch.version() > since)
                .map(Touch::seq)
                .distinct()
                .filter(seq -> seq >= first && !messages.containsKey(seq))
                .forEach(seq -> buckets.range(chat.chatId(), seq, seq, viewer).forEach(m -> messages.put(m.seq(), m)));
        List<MessageView> all = List.copyOf(messages.values());
        return PageBytes.of(all) > room
                ? incomplete(chat, since, viewer)
                : ChatSync.since(since, chat, true, all, viewer);
    }

    private static ChatSync incomplete(ChatDocument chat, long since, UUID viewer) {
        return ChatSync.since(since, chat, false, List.of(), viewer);
    }

    private static ChatSync summary(ChatDocument chat, long since, UUID viewer) {
        return incomplete(chat, since, viewer).withReceiptOf(viewer);
    }
}
