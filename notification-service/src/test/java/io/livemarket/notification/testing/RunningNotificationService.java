package io.livemarket.notification.testing;

import io.livemarket.embedded.EmbeddedStack;
import io.livemarket.events.Json;
import io.livemarket.events.kafka.Topic;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.moderation.ModerationEvent.UserBlocked;
import io.livemarket.events.notifications.NotificationEvent;
import io.livemarket.events.notifications.ReminderFact.ReminderDue;
import io.livemarket.events.users.UserEvent.ProfileUpdated;
import io.livemarket.notification.NotificationServiceApplication;
import io.livemarket.testkit.running.EventRecords;
import io.livemarket.testkit.running.Instance;
import io.livemarket.testkit.running.RunningService;
import io.livemarket.testkit.running.SharedService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** notification-service, with the users, blocks and chats that it follows. */
public final class RunningNotificationService extends RunningService {

    private static final SharedService<RunningNotificationService> SHARED =
            new SharedService<>(() -> new RunningNotificationService(Instance.fresh()));

    private RunningNotificationService(Instance instance, String... settings) {
        super(
                NotificationServiceApplication::builder,
                instance.trusting(issuer())
                        .with(
                                "--livemarket.notification.push.keys-file=" + vapidKeys(instance.dataDir()),
                                "--livemarket.notification.reminder-after=1s"),
                settings);
        start();
    }

    /** The instance that tests share which break nothing. */
    public static RunningNotificationService shared() {
        return SHARED.get();
    }

    /** An instance for a test that stops it, spoils its data, or needs settings of its own. */
    public static RunningNotificationService alone(String... settings) {
        return SHARED.replacedBy(() -> new RunningNotificationService(Instance.fresh(), settings));
    }

    /** An instance on parts of its own, with these VAPID keys. */
    public static RunningNotificationService on(EmbeddedStack stack, List<String> vapidKeys, String... settings) {
        Instance instance = Instance.on(stack);
        try {
            Files.createDirectories(vapidKeys(instance.dataDir()).getParent());
            Files.write(vapidKeys(instance.dataDir()), vapidKeys);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new RunningNotificationService(instance, settings);
    }

    private static Path vapidKeys(Path dataDir) {
        return dataDir.resolve("secrets").resolve("vapid.keys");
    }

    /** The file of its VAPID keys. */
    public Path vapidKeys() {
        return vapidKeys(dataDir());
    }

    /** A user has another name from now on. */
    public void rename(UUID user, String name) {
        publish(new ProfileUpdated(user, 2, name, null, now()));
    }

    /** The event of moderation-service. */
    public void block(UUID blocker, UUID blocked) {
        publish(new UserBlocked(blocker, 1, blocked, now()));
    }

    /** Any record, by the name of its type. */
    public void write(Topic topic, UUID key, String type, byte[] value) {
        write(EventRecords.of(topic, key, type, value));
    }

    public ChatLog chat(UUID creator, UUID other) {
        return ChatLog.between(this::write, creator, other);
    }

    public ChatLog group(UUID creator, UUID... others) {
        return ChatLog.group(this::write, creator, others);
    }

    /** The reminders of a user. */
    public List<ReminderDue> reminders(UUID user) {
        return kafka().read(Topics.NOTIFICATIONS_REMINDERS.name()).stream()
                .filter(record -> record.key().equals(user.toString()))
                .map(record -> Json.read(record.value(), ReminderDue.class))
                .toList();
    }

    /** The events about a user, in order. */
    public List<NotificationEvent> events(UUID user) {
        return kafka().events(Topics.NOTIFICATIONS_EVENTS, NotificationEvent.class, user);
    }
}
