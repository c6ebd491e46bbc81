package io.livemarket.chat.projection;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.projection.VersionedModel;
import io.livemarket.kit.read.TopicPositions;
import io.livemarket.kit.web.ApiException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Reads chats and messages for one person, and only those of chats that this person is in: anything else is refused
 * with {@code chat_not_found}, as a chat is that does not exist. What is withheld from that person is a place without a
 * message.
 */
public final class ChatQueries {

    /** The most messages that one chat's part of a sync holds. */
    static final int SYNC_MESSAGES = 500;
    /** The most messages that a whole sync holds; further chats are answered as incomplete. */
    static final int SYNC_TOTAL = 2_000;
    /** The most bytes of a page of messages, but for a single one; a longer page ends earlier, with {@code hasMore}. */
    static final int HISTORY_BYTES = 256 * 1024;
    /**
     * The most bytes of a sync, but for a single chat; beyond it chats are answered as incomplete, and then left out.
     */
    static final int SYNC_BYTES = 512 * 1024;
    /** The most bytes of what one viewer missed, but for a single message. */
    static final int MISSED_BYTES = 2 * 1024 * 1024;
    /** The most bytes of what several viewers missed, but for the last one's. */
    private static final long MANY_BYTES = 8L * 1024 * 1024;
    /** The most chats that are read at once for several viewers. */
    private static final int MANY_CHATS = 1_000;

    private final MongoCollection<Document> chats;
    private final MessageBuckets buckets;
    private final MessageSearch search;

    public ChatQueries(MongoDatabase database) {
        this.chats = database.getCollection("chats");
        this.buckets = new MessageBuckets(database);
        this.search = new MessageSearch(buckets);
    }

    /** The version that the read model of a chat is at; 0 when it knows none. */
    public long version(UUID chatId) {
        Document found = chats.find(Filters.eq("_id", chatId.toString()))
                .projection(Projections.include(ChatBson.VERSION))
                .first();
        return found == null ? 0 : ChatBson.number(found, ChatBson.VERSION);
    }

    /** One chat. */
    public ChatView chat(UUID chatId, UUID viewer) {
        return ChatView.of(load(chatId, viewer), viewer);
    }

    /** A page of the viewer's chats, latest activity first; {@code hidden} ones instead of the others if so asked. */
    public Page<ChatView> chats(UUID viewer, boolean hidden, String cursor, int limit) {
        List<Bson> filters = new ArrayList<>();
        String user = viewer.toString();
        if (hidden) {
            filters.add(Filters.eq(ChatBson.MEMBERS, user));
            filters.add(Filters.ne(ChatBson.VISIBLE_TO, user));
        } else {
            filters.add(Filters.eq(ChatBson.VISIBLE_TO, user));
        }
        if (cursor != null) {
            filters.add(after(cursor));
        }
        List<ChatView> found = new ArrayList<>();
        ListCursor next = null;
        for (Document document : chats.find(Filters.and(filters))
                .sort(Sorts.orderBy(Sorts.descending(ChatBson.ACTIVE_AT), Sorts.descending("_id")))
                .limit(limit + 1)) {
            if (found.size() == limit) {
                return new Page<>(found, true, next.encode());
            }
            ChatDocument chat = ChatBson.readChat(document);
            found.add(ChatView.of(chat, viewer));
            next = new ListCursor(chat.activeAt().toEpochMilli(), chat.chatId());
        }
        return new Page<>(found, false, null);
    }

    private static Bson after(String cursor) {
        ListCursor from = ListCursor.decode(cursor).orElseThrow(() -> new ApiException(ErrorCode.INVALID_CURSOR));
        Date at = new Date(from.activeAt());
        return Filters.or(
                Filters.lt(ChatBson.ACTIVE_AT, at),
                Filters.and(
                        Filters.eq(ChatBson.ACTIVE_AT, at),
                        Filters.lt("_id", from.chatId().toString())));
    }

    /**
     * The page of messages that the one before it leads to.
     *
     * @throws ApiException {@code invalid_cursor}
     */
    public Page<MessageView> next(UUID chatId, UUID viewer, String cursor, int limit) {
        HistoryCursor from = HistoryCursor.decode(cursor).orElseThrow(() -> new ApiException(ErrorCode.INVALID_CURSOR));
        return from.newer() ? after(chatId, viewer, from.seq(), limit) : before(chatId, viewer, from.seq(), limit);
    }

    /** The newest messages before a place (exclusive), newest first. */
    public Page<MessageView> before(UUID chatId, UUID viewer, Long beforeSeq, int limit) {
        ChatDocument chat = load(chatId, viewer);
        long to = beforeSeq == null ? chat.seq() : Math.min(chat.seq(), beforeSeq - 1);
        long from = Math.max(1, to - limit + 1);
        List<MessageView> found = buckets.range(chatId, from, to, viewer).reversed();
        List<MessageView> page = PageBytes.first(found, HISTORY_BYTES);
        long first = page.size() < found.size() ? page.getLast().seq() : from;
        boolean more = first > 1 && to >= 1;
        return new Page<>(page, more, more ? HistoryCursor.before(first).encode() : null);
    }

    /** The oldest messages after a place (exclusive), oldest first. */
    public Page<MessageView> after(UUID chatId, UUID viewer, long afterSeq, int limit) {
        ChatDocument chat = load(chatId, viewer);
        long from = Math.min(chat.seq(), afterSeq) + 1;
        long to = Math.min(chat.seq(), from + limit - 1);
        List<MessageView> found = buckets.range(chatId, from, to, viewer);
        List<MessageView> page = PageBytes.first(found, HISTORY_BYTES);
        long last = page.size() < found.size() ? page.getLast().seq() : to;
        boolean more = last < chat.seq();
        return new Page<>(page, more, more ? HistoryCursor.after(last).encode() : null);
    }

    /**
     * One message, as the viewer may see it.
     *
     * @throws ApiException {@code message_not_found} for an id that is no message of this chat
     */
    public MessageView message(UUID chatId, UUID viewer, UUID messageId) {
        ChatDocument chat = load(chatId, viewer);
        return search.find(chatId, chat.seq(), messageId)
                .map(found -> ChatBson.readMessage(chatId, found, viewer))
                .orElseThrow(() -> new ApiException(ErrorCode.MESSAGE_NOT_FOUND));
    }

    /**
     * What others sent the viewer and no device confirmed, chat by chat in order, without what was deleted since.
     *
     * @param applied how far the read model was before this call, of each partition
     */
    public Undelivered undelivered(UUID viewer, int limit, List<Long> applied) {
        return undelivered(
                viewer,
                limit,
                applied,
                chats.find(Filters.eq(ChatBson.PENDING_FOR, viewer.toString()))
                        .sort(Sorts.descending(ChatBson.ACTIVE_AT)));
    }

    /**
     * What others sent each of some viewers and no device of that viewer confirmed, without what was deleted since.
     *
     * @return as many of the viewers as one answer has room for; the others are to be asked for one by one
     */
    public Map<UUID, Undelivered> undelivered(Collection<UUID> viewers, int limit, List<Long> applied) {
        Map<String, List<Document>> pending = new LinkedHashMap<>();
        viewers.forEach(viewer -> pending.put(viewer.toString(), new ArrayList<>()));
        int chatsFound = 0;
        for (Document document : chats.find(Filters.in(ChatBson.PENDING_FOR, pending.keySet()))
                .sort(Sorts.descending(ChatBson.ACTIVE_AT))
                .limit(MANY_CHATS)) {
            chatsFound++;
            document.getList(ChatBson.PENDING_FOR, String.class).stream()
                    .map(pending::get)
                    .filter(Objects::nonNull)
                    .forEach(found -> found.add(document));
        }
        Map<UUID, Undelivered> answers = new HashMap<>();
        int total = chatsFound < MANY_CHATS ? 0 : SYNC_TOTAL;
        long bytes = 0;
        for (UUID viewer : viewers) {
            if (total < SYNC_TOTAL && bytes < MANY_BYTES) {
                Undelivered missed = undelivered(viewer, limit, applied, pending.get(viewer.toString()));
                total += missed.items().size();
                bytes += PageBytes.of(missed.items());
                answers.put(viewer, missed);
            }
        }
        return answers;
    }

    /** @param pending the chats with messages that no device of the viewer confirmed, latest activity first */
    private Undelivered undelivered(UUID viewer, int limit, List<Long> applied, Iterable<Document> pending) {
        List<MessageView> found = new ArrayList<>();
        Map<Integer, Long> upTo = new HashMap<>();
        long bytes = 0;
        String user = viewer.toString();
        for (Document document : pending) {
            ChatDocument chat = ChatBson.readChat(document);
            if (!applied.isEmpty() && document.get(VersionedModel.LOG_NEXT) instanceof Number next) {
                upTo.merge(
                        TopicPositions.partitionOf(chat.chatId().toString(), applied.size()),
                        next.longValue(),
                        Math::max);
            }
            long from = chat.reader(viewer).orElseThrow().deliveredUpTo() + 1;
            while (from <= chat.seq()) {
                if (found.size() >= limit || bytes >= MISSED_BYTES) {
                    return new Undelivered(found, true, applied, upTo);
                }
                long to = Math.min(chat.seq(), from + Math.min(MessageBuckets.STEP, limit - found.size()) - 1);
                List<MessageView> step = buckets
                        .documents(
                                chat.chatId(),
                                from,
                                to,
                                m -> !user.equals(m.getString("senderId")) && !ChatBson.isDeleted(m))
                        .stream()
                        .map(m -> ChatBson.readMessage(chat.chatId(), m, viewer))
                        .toList();
                List<MessageView> fits = PageBytes.first(step, MISSED_BYTES - bytes);
                found.addAll(fits);
                bytes += PageBytes.of(fits);
                if (fits.size() < step.size()) {
                    return new Undelivered(found, true, applied, upTo);
                }
                from = to + 1;
            }
        }
        return new Undelivered(found, false, applied, upTo);
    }

    /**
     * The changes in the viewer's chats since the versions given; chats that are not named count from 0, and are
     * described.
     *
     * @param paged whether the caller asks again while {@code more} is true
     * @param late chats whose newest changes may not be here yet: they are answered as incomplete
     */
    public SyncAnswer sync(UUID viewer, Map<UUID, Long> versions, boolean paged, Predicate<UUID> late) {
        return new SyncQueries(chats, buckets).sync(viewer, versions, paged, late);
    }

    private ChatDocument load(UUID chatId, UUID viewer) {
        // One question to the store: the chat of others takes as long as one that does not exist.
        Document document = chats.find(Filters.and(
                        Filters.eq("_id", chatId.toString()), Filters.eq(ChatBson.MEMBERS, viewer.toString())))
                .first();
        if (document == null) {
            throw new ApiException(ErrorCode.CHAT_NOT_FOUND);
        }
        return ChatBson.readChat(document);
    }
}
