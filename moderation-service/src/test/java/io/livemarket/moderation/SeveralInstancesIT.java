package io.livemarket.moderation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.events.Ids;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.MessageType;
import io.livemarket.events.kafka.Envelope.Reply;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.moderation.ModerationEvent;
import io.livemarket.events.moderation.ModerationEvent.MessageFlagged;
import io.livemarket.events.moderation.ModerationEvent.UserWarned;
import io.livemarket.kit.engine.DeciderEngine;
import io.livemarket.kit.health.PartStatus;
import io.livemarket.kit.kafka.CommandSender;
import io.livemarket.moderation.domain.ModerationCommand;
import io.livemarket.moderation.domain.ModerationCommand.WarnUser;
import io.livemarket.moderation.kafka.ModerationTopics;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Two instances, of which one comes and goes, and then the other. */
class SeveralInstancesIT {

    private static final Duration A_WHILE = Duration.ofSeconds(90);
    private static final int EACH = 40;
    private static final UUID MODERATOR = Ids.next();

    @Test
    void eachCommandAndEachFlaggedMessageIsDecidedOnceWhileInstancesComeAndGo() {
        try (RunningModerationService service = RunningModerationService.start()) {
            List<UUID> users = Stream.generate(service::newUser).limit(5).toList();
            ask(service, users);
            try (ConfigurableApplicationContext second = service.another()) {
                awaitShare(second);
                ask(service, users);
            }
            ask(service, users);
            try (ConfigurableApplicationContext second = service.another()) {
                awaitShare(second);
                service.bean(DeciderEngine.class).stop();
                ask(service, users);
                service.bean(DeciderEngine.class).start();
                awaitShare(second);
            }
            for (UUID user : users) {
                await().atMost(A_WHILE).untilAsserted(() -> assertThat(service.events(user)).hasSize(8 * EACH));
                List<ModerationEvent> events = service.events(user);
                assertThat(events).extracting(ModerationEvent::version)
                        .isEqualTo(LongStream.rangeClosed(1, 8L * EACH).boxed().toList());
                assertThat(events).filteredOn(UserWarned.class::isInstance).hasSize(4 * EACH);
                assertThat(events.stream().filter(MessageFlagged.class::isInstance)
                        .map(event -> ((MessageFlagged) event).messageId()).distinct()).hasSize(4 * EACH);
            }
        }
    }

    /** Severity 0, so that no score grows and raises a risk. */
    private static void ask(RunningModerationService service, List<UUID> users) {
        CommandSender<ModerationCommand> sender = new CommandSender<>(service.producer(), ModerationTopics.COMMANDS,
                EventCodec.of(ModerationCommand.class), "it");
        for (int i = 0; i < EACH; i++) {
            for (UUID user : users) {
                WarnUser warn = new WarnUser(user, MODERATOR, "x", RunningModerationService.now());
                sender.send(Ids.next(), user, warn, Reply.NONE).join();
                MessageSent sent = new MessageSent(Ids.next(), 2, 1, Ids.next(), user, MessageType.TEXT, "call me", null, null,
                        null, null, RunningModerationService.now());
                service.flagged(sent.chatId(), EventCodec.of(ChatEvent.class).write(sent),
                        "{\"hits\":[{\"category\":\"contact_details\",\"severity\":0}]}");
            }
        }
    }

    private static void awaitShare(ConfigurableApplicationContext instance) {
        DeciderEngine engine = instance.getBean(DeciderEngine.class);
        await().atMost(A_WHILE).untilAsserted(() -> {
            PartStatus status = engine.status();
            assertThat(status.state()).isEqualTo(PartStatus.State.WORKING);
            assertThat(status.details()).hasEntrySatisfying("partitions", owned -> assertThat((int) owned).isPositive());
        });
    }
}
