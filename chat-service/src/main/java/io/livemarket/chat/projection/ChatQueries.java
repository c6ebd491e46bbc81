package io.livemarket.chat.projection;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
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
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Reads chats and messages for one viewer. A chat without the viewer is answered {@code chat_not_found}, as a chat that
 * does not exist. A message that is withheld from the viewer keeps its {@code seq} and has no content.
 */
public final class ChatQueries {

    /** The most messages of one chat in a sync. */
    static final int SYNC_MESSAGES = 500;
    /** The most messages of a whole sync; further chats are answered as incomplete. */
    static final int SYNC_TOTAL = 2_000;
    /**
     * The most bytes of a page of messages, unless its first message alone is larger; a longer page ends earlier, with
     * {@code hasMore}.
     */
    static final int HISTORY_BYTES = 256 * 1024;
    /**
     * The most bytes of a sync, unless its first chat alone is larger; further chats are answered as incomplete, and
     * then left out.
     */
    static final int SYNC_BYTES = 512 * 1024;
    /** The most bytes of one viewer's undelivered messages, unless the first message alone is larger. */
    static final int MISSED_BYTES = 2 * 1024 * 1024;
    /** The bytes of several viewers' undelivered messages after which no further viewer is added. */
    private static final long MANY_BYTES = 8L * 1024 * 1024;
    /** The most chats that a page checks against conditions without an index. */
    static final int CHECKED = 500;
    /** The most chats that one query reads for several viewers. */
    private static final int MANY_CHATS = 1_000;

    private final MongoCollection<Document> chats;
    private final MessageBuckets buckets;
    private final MessageSearch search;

    public ChatQueries(MongoDatabase database) {
        this.chats = database.getCollection("chats");
        this.buckets = new MessageBuckets(database);
        this.search = new MessageSearch(buckets);
    }

    /** The version of a chat in the read model; 0 for an unknown chat. */
    public long version(UUID chatId) {
        Document found = chats.find(Filters.eq("_id", chatId.toString()))
                .projection(Projections.include(ChatBson.VERSION))
                .first();
        return found == null ? 0 : ChatBson.number(found, ChatBson.VERSION);
    }

    /**
     * One chat.
     *
     * @throws ApiException {@code chat_not_found}
     */
    public ChatView chat(UUID chatId, UUID viewer) {
        return ChatView.of(load(chatId, viewer), viewer);
    }

    /**
     * One chat for a service account, which participates in none: without messages, watermarks and settings of the
     * participants.
     *
     * @throws ApiException {@code chat_not_found}
     */
    public ChatView chatForService(UUID chatId) {
        Document found = chats.find(Filters.eq("_id", chatId.toString())).first();
        if (found == null) {
            throw new ApiException(ErrorCode.CHAT_NOT_FOUND);
        }
        return ChatView.forService(ChatBson.readChat(found));
    }

    /**
     * A page of the viewer's chats, latest activity first. Where some conditions have no index, at most
     * {@value #CHECKED} chats are checked, so that the page may end before its limit, with a cursor.
     *
     * @param cursor the position after the former page; absent for the first page
     * @throws ApiException {@code invalid_cursor}
     */
    public Page<ChatView> chats(UUID viewer, ChatFilter filter, @Nullable String cursor, int limit) {
        List<Bson> conditions = new ArrayList<>(filter.conditions(viewer));
        if (cursor != null) {
            conditions.add(after(cursor));
        }
        int most = filter.needsCheck() ? Math.max(CHECKED, limit) : limit;
        List<ChatView> page = new ArrayList<>();
        ChatDocument last = null;
        int seen = 0;
        for (Document document : chats.find(Filters.and(conditions))
                .sort(Sorts.orderBy(Sorts.descending(ChatBson.ACTIVE_AT), Sorts.descending("_id")))
                .limit(most + 1)) {
            if (last != null && (seen == most || page.size() == limit)) {
                return new Page<>(page, true, ListCursor.of(last).encode());
            }
            last = ChatBson.readChat(document);
            seen++;
            if (filter.holds(last, viewer)) {
                page.add(ChatView.of(last, viewer));
            }
        }
        return new Page<>(page, false, null);
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
     * The page of messages after a page with this cursor, in the direction of that page.
     *
     * @throws ApiException {@code invalid_cursor}
     */
    public Page<MessageView> next(UUID chatId, UUID viewer, String cursor, int limit) {
        HistoryCursor from = HistoryCursor.decode(cursor).orElseThrow(() -> new ApiException(ErrorCode.INVALID_CURSOR));
        return from.newer() ? after(chatId, viewer, from.seq(), limit) : before(chatId, viewer, from.seq(), limit);
    }

    /**
     * The newest messages before a {@code seq} (exclusive), newest first.
     *
     * @param beforeSeq absent for the newest messages of the chat
     */
    public Page<MessageView> before(UUID chatId, UUID viewer, @Nullable Long beforeSeq, int limit) {
        ChatDocument chat = load(chatId, viewer);
        long to = beforeSeq == null ? chat.seq() : Math.min(chat.seq(), beforeSeq - 1);
        long oldest = chat.visibleFrom(viewer);
        long from = Math.max(oldest, to - limit + 1);
        List<MessageView> found =
                chat.shown(buckets.range(chatId, from, to, viewer), viewer).reversed();
        List<MessageView> page = PageBytes.first(found, HISTORY_BYTES);
        long first = page.size() < found.size() ? page.getLast().seq() : from;
        boolean more = first > oldest && to >= oldest;
        return new Page<>(page, more, more ? HistoryCursor.before(first).encode() : null);
    }

    /** The oldest messages after a {@code seq} (exclusive), oldest first. */
    public Page<MessageView> after(UUID chatId, UUID viewer, long afterSeq, int limit) {
        ChatDocument chat = load(chatId, viewer);
        long from = Math.max(chat.visibleFrom(viewer), Math.min(chat.seq(), afterSeq) + 1);
        long to = Math.min(chat.seq(), from + limit - 1);
        List<MessageView> found = chat.shown(buckets.range(chatId, from, to, viewer), viewer);
        List<MessageView> page = PageBytes.first(found, HISTORY_BYTES);
        long last = page.size() < found.size() ? page.getLast().seq() : to;
        boolean more = last < chat.seq();
        return new Page<>(page, more, more ? HistoryCursor.after(last).encode() : null);
    }

    /**
     * One message as the viewer may see it.
     *
     * @throws ApiException {@code message_not_found} for an id without a message in this chat, and for a message from
     *     before the viewer joined the group
     */
    public MessageView message(UUID chatId, UUID viewer, UUID messageId) {
        ChatDocument chat = load(chatId, viewer);
        return search.find(chatId, chat.seq(), messageId)
                .filter(found -> ChatBson.number(found, "seq") >= chat.visibleFrom(viewer))
                .map(found -> ChatBson.readMessage(chatId, found, viewer))
                .map(message -> chat.changes().warned().shown(message, viewer))
                .orElseThrow(() -> new ApiException(ErrorCode.MESSAGE_NOT_FOUND));
    }

    /**
     * A page of the messages that contain all words, of all chats of the viewer, newest first.
     *
     * @param chatId the only chat to be searched; absent for all
     * @throws ApiException {@code chat_not_found}, {@code invalid_cursor}
     */
    public Page<MessageView> search(
            UUID viewer, SearchTerms terms, @Nullable UUID chatId, @Nullable String cursor, int limit) {
        SearchPosition after = cursor == null
                ? null
                : SearchPosition.decode(cursor).orElseThrow(() -> new ApiException(ErrorCode.INVALID_CURSOR));
        if (chatId != null) {
            ReadableChat only = ReadableChat.of(load(chatId, viewer), viewer);
            return search(viewer, terms, List.of(only).iterator(), after, limit);
        }
        try (MongoCursor<ReadableChat> all = chats.find(Filters.eq(ChatBson.MEMBERS, viewer.toString()))
                .sort(Sorts.descending(ChatBson.ACTIVE_AT))
                .projection(ReadableChat.FIELDS)
                .batchSize(MANY_CHATS)
                .map(chat -> ReadableChat.of(chat, viewer))
                .iterator()) {
            return search(viewer, terms, all, after, limit);
        }
    }

    private Page<MessageView> search(
            UUID viewer,
            SearchTerms terms,
            Iterator<ReadableChat> readable,
            @Nullable SearchPosition after,
            int limit) {
        OpenChats open = new OpenChats(readable, new SearchStarts(buckets), after);
        Page<MessageView> page = new TextSearch(buckets, viewer, terms, open).page(limit);
        return new Page<>(warned(page.items(), viewer), page.hasMore(), page.nextCursor());
    }

    /** The messages of several chats with the warnings for their recipients, which are stored with the chats. */
    private List<MessageView> warned(List<MessageView> messages, UUID viewer) {
        List<String> named = messages.stream()
                .map(message -> message.place().chatId().toString())
                .distinct()
                .toList();
        Map<UUID, WarnedMessages> warned = new HashMap<>();
        chats.find(Filters.in("_id", named))
                .projection(Projections.include(WarnedBson.FIELD))
                .forEach(chat -> warned.put(UUID.fromString(chat.getString("_id")), WarnedBson.read(chat)));
        return messages.stream()
                .map(message -> warned.getOrDefault(message.place().chatId(), WarnedMessages.NONE)
                        .shown(message, viewer))
                .toList();
    }

    /**
     * The viewer's undelivered messages: sent by others, not deleted, and not confirmed by any device; chat by chat, by
     * {@code seq}.
     *
     * @param applied for each partition, the offset up to which the read model was applied before this call
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
     * The undelivered messages of several viewers.
     *
     * @return the messages of as many viewers as fit into one answer; the caller must request each of the others alone
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
                Undelivered missed =
                        undelivered(viewer, limit, applied, pending.getOrDefault(viewer.toString(), List.of()));
                total += missed.items().size();
                bytes += PageBytes.of(missed.items());
                answers.put(viewer, missed);
            }
        }
        return answers;
    }

    /** @param pending the viewer's chats with undelivered messages, latest activity first */
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
            long from = Math.max(
                    chat.visibleFrom(viewer), chat.reader(viewer).orElseThrow().deliveredUpTo() + 1);
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
                        .map(m -> chat.changes().warned().shown(m, viewer))
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
     * The changes in the viewer's chats since the given versions. A chat without a given version is answered from its
     * beginning, with its description.
     *
     * @param paged whether the caller repeats the request while {@code more} is true
     * @param late the chats whose partition is behind the log: they are answered as incomplete
     */
    public SyncAnswer sync(UUID viewer, Map<UUID, Long> versions, boolean paged, Predicate<UUID> late) {
        return new SyncQueries(chats, buckets).sync(viewer, versions, paged, late);
    }

    /** @throws ApiException {@code chat_not_found} for a chat that does not exist, or without the viewer */
    ChatDocument load(UUID chatId, UUID viewer) {
        // One query for both conditions: a chat without the viewer takes as long as a chat that does not exist.
        Document document = chats.find(Filters.and(
                        Filters.eq("_id", chatId.toString()), Filters.eq(ChatBson.MEMBERS, viewer.toString())))
                .first();
        if (document == null) {
            throw new ApiException(ErrorCode.CHAT_NOT_FOUND);
        }
        return ChatBson.readChat(document);
    }
}
