package io.livemarket.gateway.requests;

import io.livemarket.events.Ids;
import io.livemarket.events.Json;
import io.livemarket.events.chat.Attachment;
import io.livemarket.events.chat.MessageType;
import io.livemarket.events.chat.Subject;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.gateway.requests.ClientRequest.Clear;
import io.livemarket.gateway.requests.ClientRequest.Delete;
import io.livemarket.gateway.requests.ClientRequest.Edit;
import io.livemarket.gateway.requests.ClientRequest.History;
import io.livemarket.gateway.requests.ClientRequest.Mark;
import io.livemarket.gateway.requests.ClientRequest.Recipient;
import io.livemarket.gateway.requests.ClientRequest.Refresh;
import io.livemarket.gateway.requests.ClientRequest.Report;
import io.livemarket.gateway.requests.ClientRequest.Send;
import io.livemarket.gateway.requests.ClientRequest.Statuses;
import io.livemarket.gateway.requests.ClientRequest.Sync;
import io.livemarket.gateway.requests.ClientRequest.Typing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the requests of clients. Checks their shape alone: which fields there are, and of which type. Rules about
 * content, participants and permission belong to the services.
 */
public final class RequestReader {

    private static final int MAX_CLIENT_MESSAGE_ID = 64;
    private static final int MAX_ATTACHMENTS = 10;
    private static final int MAX_SYNC_CHATS = 10_000;
    private static final int MAX_PAGE = 200;
    private static final int MAX_STATUSES = 200;
    private static final int MAX_REPORTED = 100;
    private static final int MAX_CLEARED = 100;

    private RequestReader() {}

    /**
     * Reads a {@code message:send}.
     *
     * @param sender the sender, from the access token
     * @throws InvalidRequest with the invalid field
     */
    public static Send send(UUID sender, JsonNode payload) {
        Fields fields = Fields.of(payload);
        UUID to = fields.id("to");
        String clientMessageId = clientMessageId(fields);
        UUID productId = fields.id("productId");
        Subject subject = subject(sender, to, productId, fields);
        return new Send(
                chatOf(sender, to, subject, fields),
                to == null ? null : new Recipient(to, subject),
                type(fields),
                fields.text("content"),
                attachments(fields),
                productId,
                fields.id("replyTo"),
                clientMessageId);
    }

    static @Nullable String clientMessageId(Fields fields) {
        String clientMessageId = fields.text("clientMessageId");
        if (clientMessageId != null
                && (clientMessageId.isEmpty() || clientMessageId.length() > MAX_CLIENT_MESSAGE_ID)) {
            throw fields.invalid("clientMessageId");
        }
        return clientMessageId;
    }

    /**
     * The thing that the chat with the recipient is about: the subject of the request, or its product. A product beside
     * the id of the pair's chat about nothing is only a reference.
     */
    private static @Nullable Subject subject(UUID sender, @Nullable UUID to, @Nullable UUID productId, Fields fields) {
        JsonNode node = fields.node("subject");
        if (node != null) {
            return subject(to, productId, node, fields);
        }
        return to == null || productId == null || Ids.privateChat(sender, to).equals(fields.id("chatId"))
                ? null
                : Subject.listing(productId);
    }

    private static Subject subject(@Nullable UUID to, @Nullable UUID productId, JsonNode node, Fields fields) {
        Fields parts = Fields.of(node, "subject");
        Subject subject = new Subject(parts.requiredText("type"), parts.requiredText("id"));
        if (to == null || !subject.wellFormed()) {
            throw fields.invalid("subject");
        }
        if (productId != null && subject.productId().filter(productId::equals).isEmpty()) {
            throw fields.invalid("productId");
        }
        return subject;
    }

    private static UUID chatOf(UUID sender, @Nullable UUID to, @Nullable Subject subject, Fields fields) {
        UUID chatId = fields.id("chatId");
        if (to == null) {
            return fields.requiredId("chatId");
        }
        UUID between = Ids.privateChat(sender, to, subject);
        if (chatId != null && !chatId.equals(between)) {
            throw fields.invalid("to");
        }
        return between;
    }

    private static MessageType type(Fields fields) {
        String type = fields.text("type");
        return switch (type) {
            case null -> MessageType.TEXT;
            case "text" -> MessageType.TEXT;
            case "image" -> MessageType.IMAGE;
            case "file" -> MessageType.FILE;
            default -> throw fields.invalid("type");
        };
    }

    private static @Nullable List<Attachment> attachments(Fields fields) {
        JsonNode node = fields.node("attachments");
        if (node == null) {
            return null;
        }
        if (!node.isArray() || node.size() > MAX_ATTACHMENTS) {
            throw fields.invalid("attachments");
        }
        List<Attachment> attachments = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            Fields file = Fields.of(node.get(i), "attachments[" + i + "]");
            attachments.add(new Attachment(
                    file.requiredId("fileId"),
                    file.text("name"),
                    file.text("contentType"),
                    file.number("size", 0, Long.MAX_VALUE)));
        }
        return attachments;
    }

    /** Reads a {@code message:edit}. */
    public static Edit edit(JsonNode payload) {
        Fields fields = Fields.of(payload);
        return new Edit(fields.requiredId("chatId"), fields.requiredId("messageId"), fields.requiredText("content"));
    }

    /** Reads a {@code message:delete}. */
    public static Delete delete(JsonNode payload) {
        Fields fields = Fields.of(payload);
        return new Delete(fields.requiredId("chatId"), fields.requiredId("messageId"));
    }

    /** Reads a {@code message:delivered} or {@code message:read}. */
    public static Mark mark(JsonNode payload) {
        Fields fields = Fields.of(payload);
        UUID chatId = fields.requiredId("chatId");
        UUID messageId = fields.id("messageId");
        Long upToSeq = fields.number("upToSeq", 1, Long.MAX_VALUE);
        if ((messageId == null) == (upToSeq == null)) {
            throw fields.invalid(messageId == null ? "messageId" : "upToSeq");
        }
        return new Mark(chatId, upToSeq, messageId);
    }

    /** Reads a {@code message:history}. */
    public static History history(JsonNode payload) {
        Fields fields = Fields.of(payload);
        UUID chatId = fields.requiredId("chatId");
        Long beforeSeq = fields.number("beforeSeq", 1, Long.MAX_VALUE);
        Long afterSeq = fields.number("afterSeq", 0, Long.MAX_VALUE);
        if (beforeSeq != null && afterSeq != null) {
            throw fields.invalid("afterSeq");
        }
        StringJoiner query = new StringJoiner("&");
        add(query, "beforeSeq", beforeSeq);
        add(query, "afterSeq", afterSeq);
        add(query, "limit", fields.number("limit", 1, MAX_PAGE));
        return new History(chatId, query.toString());
    }

    private static void add(StringJoiner query, String name, @Nullable Long value) {
        if (value != null) {
            query.add(name + "=" + value);
        }
    }

    /** Reads a {@code sync}. */
    public static Sync sync(JsonNode payload) {
        Fields fields = Fields.of(payload);
        JsonNode chats = fields.node("chats");
        if (chats == null || !chats.isObject() || chats.size() > MAX_SYNC_CHATS) {
            throw fields.invalid("chats");
        }
        Fields versions = Fields.of(chats, "chats");
        for (String chatId : chats.propertyNames()) {
            if (Ids.parse(chatId).isEmpty()) {
                throw new InvalidRequest(ErrorCode.INVALID_ID, "chats");
            }
            if (versions.number(chatId, 0, Long.MAX_VALUE) == null) {
                throw fields.invalid("chats");
            }
        }
        return new Sync(Json.bytes(
                fields.has("paged") && fields.requiredFlag("paged")
                        ? Map.of("chats", chats, "paged", true)
                        : Map.of("chats", chats)));
    }

    /** The user of a {@code user:block} or {@code user:unblock}. */
    public static UUID user(JsonNode payload) {
        return Fields.of(payload).requiredId("userId");
    }

    /** Reads a {@code user:report}. */
    public static Report report(JsonNode payload) {
        Fields fields = Fields.of(payload);
        UUID userId = fields.requiredId("userId");
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("category", fields.requiredText("category"));
        body.put("comment", fields.text("comment"));
        body.put("messageIds", ids(fields, "messageIds"));
        return new Report(userId, Json.bytes(body));
    }

    private static List<UUID> ids(Fields fields, String field) {
        JsonNode node = fields.node(field);
        if (node == null) {
            return List.of();
        }
        if (!node.isArray() || node.size() > MAX_REPORTED) {
            throw fields.invalid(field);
        }
        List<UUID> ids = new ArrayList<>(node.size());
        for (JsonNode id : node) {
            ids.add(Ids.parse(id.isString() ? id.stringValue() : null)
                    .orElseThrow(() -> new InvalidRequest(ErrorCode.INVALID_ID, field)));
        }
        return ids;
    }

    /** Reads a {@code notification:clear}. */
    public static Clear clear(JsonNode payload) {
        Fields fields = Fields.of(payload);
        List<UUID> ids = fields.ids("ids", MAX_CLEARED);
        UUID chatId = fields.id("chatId");
        Instant upTo = fields.time("upTo");
        if (Stream.of(ids, chatId, upTo).filter(Objects::nonNull).count() != 1) {
            throw fields.invalid(ids == null ? chatId == null ? "ids" : "upTo" : "chatId");
        }
        return new Clear(ids, chatId, upTo);
    }

    /** Reads a {@code session:refresh}. */
    public static Refresh refresh(JsonNode payload) {
        Fields fields = Fields.of(payload);
        String token = fields.text("token");
        if (token == null || token.isBlank()) {
            throw new InvalidRequest(ErrorCode.TOKEN_MISSING, "token");
        }
        return new Refresh(token);
    }

    /** Reads a {@code user:status}. */
    public static Statuses statuses(JsonNode payload) {
        Fields fields = Fields.of(payload);
        JsonNode userIds = fields.node("userIds");
        if (userIds == null || !userIds.isArray() || userIds.size() > MAX_STATUSES) {
            throw fields.invalid("userIds");
        }
        for (JsonNode userId : userIds) {
            if (!userId.isString() || Ids.parse(userId.stringValue()).isEmpty()) {
                throw new InvalidRequest(ErrorCode.INVALID_ID, "userIds");
            }
        }
        return new Statuses(Json.bytes(Map.of("userIds", userIds)));
    }

    /** Reads a {@code user:typing}. */
    public static Typing typing(JsonNode payload) {
        Fields fields = Fields.of(payload);
        return new Typing(fields.requiredId("chatId"), fields.requiredFlag("typing"));
    }
}
