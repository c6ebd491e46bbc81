package io.livemarket.auth.kafka;

import io.livemarket.events.Ids;
import io.livemarket.events.kafka.Envelope.Reply;
import io.livemarket.events.notifications.NotificationCommand;
import io.livemarket.events.notifications.NotificationCommand.SwitchReminders;
import io.livemarket.kit.kafka.CommandSender;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.CompletionException;

/** Sends notification-service the command that switches a user's reminders off; a repeat changes nothing. */
public final class ReminderSwitch {

    private final CommandSender<NotificationCommand> sender;
    private final InstantSource clock;

    public ReminderSwitch(CommandSender<NotificationCommand> sender, InstantSource clock) {
        this.sender = sender;
        this.clock = clock;
    }

    /**
     * Switches a user's reminders off; returns when the command is in the log.
     *
     * @throws CompletionException with a {@link org.apache.kafka.common.KafkaException} when it may not be in the log
     */
    public void off(UUID userId) {
        SwitchReminders command =
                new SwitchReminders(userId, false, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        sender.send(Ids.next(), userId, command, Reply.NONE).join();
    }
}
