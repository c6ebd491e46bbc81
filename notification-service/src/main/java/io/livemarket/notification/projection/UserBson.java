package io.livemarket.notification.projection;

import io.livemarket.events.notifications.KindPreference;
import io.livemarket.events.notifications.NotificationPreferences;
import io.livemarket.events.notifications.QuietHours;
import io.livemarket.events.notifications.ReminderPreference;
import io.livemarket.notification.projection.UserDocument.Device;
import io.livemarket.notification.projection.UserDocument.Listed;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * The BSON form of a {@link UserDocument}: ids as text, times as dates, absent fields instead of null. The package's
 * documentation has the layout.
 */
final class UserBson {

    static final String VERSION = "version";
    static final String DEVICES = "devices.digest";

    private UserBson() {}

    static Document write(UserDocument user) {
        return new Document("_id", user.userId().toString())
                .append(VERSION, user.version())
                .append(
                        "notifications",
                        user.notifications().stream().map(UserBson::write).toList())
                .append(
                        "unread",
                        user.unread().entrySet().stream()
                                .map(e -> new Document("chat", e.getKey().toString()).append("n", e.getValue()))
                                .toList())
                .append(
                        "muted",
                        user.muted().entrySet().stream()
                                .map(UserBson::writeMuted)
                                .toList())
                .append("preferences", write(user.preferences()))
                .append("devices", user.devices().stream().map(UserBson::write).toList());
    }

    static UserDocument read(Document d) {
        return new UserDocument(
                UUID.fromString(d.getString("_id")),
                number(d, VERSION),
                d.getList("notifications", Document.class).stream()
                        .map(UserBson::readListed)
                        .toList(),
                map(d, "unread", entry -> number(entry, "n")),
                map(d, "muted", entry -> entry.containsKey("until") ? time(entry, "until") : Instant.MAX),
                readPreferences(d.get("preferences", Document.class)),
                d.getList("devices", Document.class).stream()
                        .map(device ->
                                new Device(id(device, "id"), time(device, "addedAt"), device.getString("digest")))
                        .toList());
    }

    private static Document write(Device device) {
        Document document = new Document("id", device.id().toString()).append("addedAt", Date.from(device.addedAt()));
        return device.digest() == null ? document : document.append("digest", device.digest());
    }

    private static Document write(Listed n) {
        Document document = new Document("id", n.id().toString())
                .append("kind", n.kind())
                .append("count", n.count())
                .append("raisedAt", Date.from(n.times().raisedAt()))
                .append("at", Date.from(n.at()));
        put(document, "chatId", n.chatId());
        put(document, "actorId", n.concerned().actorId());
        put(document, "subject", n.concerned().subject());
        if (n.upToSeq() != null) {
            document.append("upToSeq", n.upToSeq());
        }
        if (n.chatName() != null) {
            document.append("chatName", n.chatName());
        }
        Instant readAt = n.times().readAt();
        if (readAt != null) {
            document.append("readAt", Date.from(readAt));
        }
        return document;
    }

    private static Listed readListed(Document d) {
        return new Listed(
                id(d, "id"),
                d.getString("kind"),
                new NotificationView.Concerned(
                        optionalId(d, "chatId"), optionalId(d, "actorId"), optionalId(d, "subject")),
                number(d, "count"),
                d.containsKey("upToSeq") ? number(d, "upToSeq") : null,
                new NotificationView.Times(
                        time(d, "raisedAt"), time(d, "at"), d.containsKey("readAt") ? time(d, "readAt") : null),
                d.getString("chatName"));
    }

    private static Document writeMuted(Map.Entry<UUID, Instant> entry) {
        Document document = new Document("chat", entry.getKey().toString());
        return entry.getValue().equals(Instant.MAX) ? document : document.append("until", Date.from(entry.getValue()));
    }

    private static Document write(NotificationPreferences p) {
        Document document = new Document("hideSender", p.hideSender())
                .append(
                        "kinds",
                        p.kinds().stream()
                                .map(k -> new Document("kind", k.kind())
                                        .append("inApp", k.inApp())
                                        .append("push", k.push()))
                                .toList());
        ReminderPreference reminders = p.reminders();
        if (reminders != null) {
            document.append("reminders", write(reminders));
        }
        QuietHours quiet = p.quietHours();
        return quiet == null
                ? document
                : document.append(
                        "quiet",
                        new Document("from", quiet.from())
                                .append("to", quiet.to())
                                .append("zone", quiet.zone()));
    }

    private static Document write(ReminderPreference reminders) {
        Document document = new Document("on", reminders.on()).append("groups", reminders.groups());
        return reminders.language() == null ? document : document.append("language", reminders.language());
    }

    private static @Nullable ReminderPreference readReminders(@Nullable Document d) {
        return d == null
                ? null
                : new ReminderPreference(d.getBoolean("on"), d.getBoolean("groups"), d.getString("language"));
    }

    private static NotificationPreferences readPreferences(Document d) {
        Document quiet = d.get("quiet", Document.class);
        List<KindPreference> kinds = d.getList("kinds", Document.class).stream()
                .map(k -> new KindPreference(k.getString("kind"), k.getBoolean("inApp"), k.getBoolean("push")))
                .toList();
        return new NotificationPreferences(
                kinds,
                quiet == null
                        ? null
                        : new QuietHours(quiet.getString("from"), quiet.getString("to"), quiet.getString("zone")),
                d.getBoolean("hideSender"),
                readReminders(d.get("reminders", Document.class)));
    }

    private static <T> Map<UUID, T> map(Document d, String field, Function<Document, T> value) {
        Map<UUID, T> map = new LinkedHashMap<>();
        d.getList(field, Document.class).forEach(entry -> map.put(id(entry, "chat"), value.apply(entry)));
        return map;
    }

    private static void put(Document document, String field, @Nullable UUID id) {
        if (id != null) {
            document.append(field, id.toString());
        }
    }

    private static long number(Document d, String field) {
        return d.get(field, Number.class).longValue();
    }

    private static UUID id(Document d, String field) {
        return UUID.fromString(d.getString(field));
    }

    private static @Nullable UUID optionalId(Document d, String field) {
        return d.containsKey(field) ? id(d, field) : null;
    }

    private static Instant time(Document d, String field) {
        return d.getDate(field).toInstant();
    }
}
