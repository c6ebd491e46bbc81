package io.livemarket.chat.projection;

import io.livemarket.chat.projection.ChatDocument.Opening;
import io.livemarket.chat.projection.ChatDocument.Progress;
import io.livemarket.chat.projection.ChatDocument.RecentChanges;
import io.livemarket.chat.projection.ChatDocument.Touch;
import io.livemarket.events.chat.Attachment;
import io.livemarket.events.chat.ChatRole;
import io.livemarket.events.chat.ChatType;
import io.livemarket.events.chat.MessageType;
import io.livemarket.events.chat.Subject;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** The form of chats and messages in MongoDB: ids as text, times as dates, absent values without a field. */
final class ChatBson {

    static final String MEMBERS = "members";
    static final String VISIBLE_TO = "visibleTo";
    static final String PENDING_FOR = "pendingFor";
    static final String ACTIVE_AT = "activeAt";
    static final String LISTS = "lists";
    static final String VERSION = "version";
    static final String MASKED = "masked";
    static final String WARNINGS = "warnings";
    static final String WITHHELD_FROM = "withheldFrom";
    /**
     * The users that did not get the message at its sending; unlike {@link #WITHHELD_FROM}, no edit changes the list.
     */
    static final String FIRST_WITHHELD_FROM = "firstWithheldFrom";

    private ChatBson() {}

    static Document write(ChatDocument chat) {
        Document document = new Document("_id", chat.chatId().toString())
                .append("type", chat.type().name())
                .append("createdAt", Date.from(chat.opening().createdAt()))
                .append("updatedAt", Date.from(chat.progress().updatedAt()))
                .append(ACTIVE_AT, Date.from(chat.progress().activeAt()))
                .append("seq", chat.seq())
                .append(VERSION, chat.version())
                .append(
                        MEMBERS,
                        chat.readers().stream().map(r -> r.userId().toString()).toList())
                .append(
                        VISIBLE_TO,
                        chat.readers().stream()
                                .filter(r -> ChatShelf.of(r) == ChatShelf.SHOWN)
                                .map(r -> r.userId().toString())
                                .toList())
                .append(
                        PENDING_FOR,
                        chat.readers().stream()
                                .filter(r -> r.deliveredUpTo() < chat.seq())
                                .map(r -> r.userId().toString())
                                .toList())
                .append("readers", chat.readers().stream().map(ChatBson::write).toList())
                .append(
                        "touched",
                        chat.changes().touched().stream()
                                .map(t -> new Document("v", t.version()).append("s", t.seq()))
                                .toList())
                .append("touchedAfter", chat.changes().completeAfter());
        put(document, WarnedBson.FIELD, WarnedBson.write(chat.changes().warned()));
        put(document, "name", chat.opening().name());
        put(document, "createdBy", chat.opening().createdBy());
        Subject subject = chat.opening().subject();
        if (subject != null) {
            document.append("subject", new Document("type", subject.type()).append("id", subject.id()));
        }
        put(document, LISTS, ListKeys.of(chat));
        if (!chat.deal().equals(DealView.NONE)) {
            document.append("deal", write(chat.deal()));
        }
        if (chat.last() != null) {
            document.append("last", write(chat.last()));
        }
        if (chat.group() != null) {
            GroupBson.write(document, chat.group());
        }
        if (chat.listing() != null) {
            document.append(ListingBson.LISTING, ListingBson.write(chat.listing()));
        }
        return document;
    }

    static ChatDocument readChat(Document d) {
        Document last = d.get("last", Document.class);
        UUID chatId = UUID.fromString(d.getString("_id"));
        return new ChatDocument(
                new Opening(
                        chatId,
                        ChatType.valueOf(d.getString("type")),
                        d.getString("name"),
                        optionalId(d, "createdBy"),
                        time(d, "createdAt"),
                        readSubject(d.get("subject", Document.class))),
                new Progress(number(d, "seq"), number(d, VERSION), time(d, "updatedAt"), time(d, ACTIVE_AT)),
                d.getList("readers", Document.class).stream()
                        .map(ChatBson::readReader)
                        .toList(),
                last == null ? null : readMessage(chatId, last),
                new RecentChanges(
                        d.getList("touched", Document.class).stream()
                                .map(t -> new Touch(number(t, "v"), number(t, "s")))
                                .toList(),
                        number(d, "touchedAfter"),
                        WarnedBson.read(d)),
                readDeal(d.get("deal", Document.class)),
                GroupBson.read(d),
                ListingBson.read(d.get(ListingBson.LISTING, Document.class)));
    }

    private static @Nullable Subject readSubject(@Nullable Document d) {
        return d == null ? null : new Subject(d.getString("type"), d.getString("id"));
    }

    private static Document write(DealView deal) {
        Document document = new Document(
                "confirmedBy", deal.confirmedBy().stream().map(UUID::toString).toList());
        put(document, "agreedAt", date(deal.agreedAt()));
        return document;
    }

    private static DealView readDeal(@Nullable Document d) {
        return d == null
                ? DealView.NONE
                : new DealView(
                        d.getList("confirmedBy", String.class).stream()
                                .map(UUID::fromString)
                                .toList(),
                        optionalTime(d, "agreedAt"));
    }

    private static Document write(Reader reader) {
        Document document = new Document("id", reader.userId().toString())
                .append("delivered", reader.deliveredUpTo())
                .append("read", reader.readUpTo())
                .append("ownUnread", reader.uncounted())
                .append("hidden", reader.hidden());
        if (reader.newestWithheld()) {
            document.append("newestWithheld", true);
        }
        if (!reader.shownTo().isEmpty()) {
            document.append(
                    "shownTo",
                    reader.shownTo().entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .map(shown -> new Document("id", shown.getKey().toString())
                                    .append("delivered", shown.getValue().deliveredUpTo())
                                    .append("read", shown.getValue().readUpTo()))
                            .toList());
        }
        put(document, "role", reader.role() == null ? null : reader.role().name());
        if (reader.membership().isArranged()) {
            document.append("pinned", reader.membership().pinned())
                    .append("archived", reader.membership().archived())
                    .append("labels", reader.membership().labels());
        }
        ResponseBson.write(document, reader.membership().responses());
        return document;
    }

    private static Reader readReader(Document d) {
        return new Reader(
                UUID.fromString(d.getString("id")),
                number(d, "delivered"),
                number(d, "read"),
                number(d, "ownUnread"),
                d.getBoolean("hidden"),
                d.getBoolean("newestWithheld", false),
                d.getList("shownTo", Document.class, List.of()).stream()
                        .collect(Collectors.toUnmodifiableMap(
                                shown -> UUID.fromString(shown.getString("id")),
                                shown -> new Reader.Watermarks(number(shown, "delivered"), number(shown, "read")))),
                readMembership(d));
    }

    private static Membership readMembership(Document d) {
        String name = d.getString("role");
        ChatRole role = name == null ? null : ChatRole.valueOf(name);
        ResponseTimes responses = role == ChatRole.SELLER ? ResponseBson.read(d) : ResponseTimes.NONE;
        return d.containsKey("labels")
                ? new Membership(
                        role,
                        d.getBoolean("pinned"),
                        d.getBoolean("archived"),
                        d.getList("labels", String.class),
                        responses)
                : Membership.of(role, responses);
    }

    /** A message as it is stored when it is sent. Later changes replace {@code version}; {@code sentVersion} stays. */
    static Document write(MessageView m) {
        Document document = new Document("id", m.place().id().toString())
                .append("seq", m.seq())
                .append("sentVersion", m.place().version())
                .append(VERSION, m.place().version());
        put(document, "senderId", m.senderId());
        document.append("type", m.type().name())
                .append("content", m.content())
                .append("createdAt", Date.from(m.times().createdAt()));
        put(document, "productId", m.body().productId());
        put(document, ListingBson.PRICE, ListingBson.write(m.body().productPrice()));
        put(document, "replyTo", m.body().replyTo());
        put(document, "clientMessageId", m.clientMessageId());
        put(document, "editedAt", date(m.times().editedAt()));
        put(document, "deletedAt", date(m.times().deletedAt()));
        put(document, MASKED, m.moderated().masked());
        put(document, WARNINGS, m.moderated().warnings());
        put(document, "system", m.body().system());
        List<Attachment> attachments = m.body().attachments();
        if (attachments != null) {
            document.append(
                    "attachments", attachments.stream().map(ChatBson::write).toList());
        }
        put(document, "offerId", m.body().offerId());
        MessageOffer offer = m.body().offer();
        if (offer != null) {
            document.append(OfferBson.OFFER, OfferBson.write(offer));
        }
        return document;
    }

    private static @Nullable Date date(@Nullable Instant time) {
        return time == null ? null : Date.from(time);
    }

    static MessageView readMessage(UUID chatId, Document d) {
        List<Document> attachments = d.getList("attachments", Document.class);
        return new MessageView(
                new MessageView.Place(UUID.fromString(d.getString("id")), chatId, number(d, "seq"), number(d, VERSION)),
                UUID.fromString(d.getString("senderId")),
                MessageType.valueOf(d.getString("type")),
                new MessageView.Body(
                        d.getString("content"),
                        attachments == null
                                ? null
                                : attachments.stream()
                                        .map(ChatBson::readAttachment)
                                        .toList(),
                        optionalId(d, "productId"),
                        optionalId(d, "replyTo"),
                        optionalId(d, "offerId"),
                        OfferBson.read(d.get(OfferBson.OFFER, Document.class)),
                        d.getBoolean("system"),
                        ListingBson.readPrice(d.get(ListingBson.PRICE, Document.class))),
                d.getString("clientMessageId"),
                new MessageView.Times(time(d, "createdAt"), optionalTime(d, "editedAt"), optionalTime(d, "deletedAt")),
                new MessageView.Moderated(d.getBoolean(MASKED), d.getList(WARNINGS, String.class)),
                null);
    }

    /** A stored message as the viewer may see it. */
    static MessageView readMessage(UUID chatId, Document d, UUID viewer) {
        MessageView message = readMessage(chatId, d);
        return isWithheld(d, viewer.toString()) ? message.withheldFromReader() : message;
    }

    static boolean isWithheld(Document message, String user) {
        return message.getList(WITHHELD_FROM, String.class, List.of()).contains(user);
    }

    static boolean isDeleted(Document message) {
        return message.getDate("deletedAt") != null;
    }

    /**
     * The users that did not get the message at its sending. Documents of earlier versions hold only the users that do
     * not get the newest content, so that the list of an edited message is unknown and counts as empty.
     */
    static List<String> withheldWhenSent(Document message) {
        String field = message.containsKey(FIRST_WITHHELD_FROM) || message.getDate("editedAt") != null
                ? FIRST_WITHHELD_FROM
                : WITHHELD_FROM;
        return message.getList(field, String.class, List.of());
    }

    /**
     * Whether the message does not count as unread for the user: it is the user's own, was withheld from the user when
     * it was sent, or was deleted before the given version of the chat.
     */
    static boolean isUncounted(Document message, String user, long version) {
        return user.equals(message.getString("senderId"))
                || withheldWhenSent(message).contains(user)
                || isDeleted(message) && number(message, VERSION) < version;
    }

    /** A list of users as it is stored; absent for an empty one. */
    static @Nullable List<String> withheldFrom(Collection<UUID> users) {
        return users.isEmpty() ? null : users.stream().map(UUID::toString).toList();
    }

    static long sentVersion(Document message) {
        return number(message, "sentVersion");
    }

    private static Document write(Attachment a) {
        Document document = new Document();
        put(document, "fileId", a.fileId());
        put(document, "name", a.name());
        put(document, "contentType", a.contentType());
        put(document, "size", a.size());
        put(document, "width", a.width());
        put(document, "height", a.height());
        return document;
    }

    private static Attachment readAttachment(Document d) {
        Number size = d.get("size", Number.class);
        return new Attachment(
                optionalId(d, "fileId"),
                d.getString("name"),
                d.getString("contentType"),
                size == null ? null : size.longValue(),
                d.getInteger("width"),
                d.getInteger("height"));
    }

    static void put(Document document, String field, @Nullable Object value) {
        if (value != null) {
            document.append(field, value instanceof UUID id ? id.toString() : value);
        }
    }

    static long number(Document d, String field) {
        return d.get(field, Number.class).longValue();
    }

    static @Nullable UUID optionalId(Document d, String field) {
        String text = d.getString(field);
        return text == null ? null : UUID.fromString(text);
    }

    static Instant time(Document d, String field) {
        return d.getDate(field).toInstant();
    }

    static @Nullable Instant optionalTime(Document d, String field) {
        Date date = d.getDate(field);
        return date == null ? null : date.toInstant();
    }
}
