package io.livemarket.chat.kafka;

import static io.livemarket.chat.domain.ChatFixtures.ALICE;
import static io.livemarket.chat.domain.ChatFixtures.BOB;
import static io.livemarket.chat.domain.ChatFixtures.MALLORY;
import static io.livemarket.chat.domain.ChatFixtures.NOBODY;
import static io.livemarket.chat.domain.ChatFixtures.NOW;
import static io.livemarket.chat.domain.ChatFixtures.PRIVATE;
import static io.livemarket.chat.domain.ChatFixtures.message;
import static io.livemarket.chat.domain.ChatFixtures.openPrivate;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import io.livemarket.events.Ids;
import io.livemarket.events.chat.Attachment;
import io.livemarket.events.chat.ChatCommand.EditMessage;
import io.livemarket.events.chat.ChatCommand.SendMessage;
import io.livemarket.events.chat.MessageType;
import io.livemarket.events.kafka.Envelope.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class CommandLoggingTest {

    private static final String SECRET = "mi-IBAN-es-ES7921000813610123456789";

    private final Logger ours = (Logger) LoggerFactory.getLogger("io.livemarket");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private Level before;

    @BeforeEach
    void listen() {
        before = ours.getLevel();
        ours.setLevel(Level.TRACE);
        lines.start();
        ours.addAppender(lines);
    }

    @AfterEach
    void leave() {
        ours.detachAppender(lines);
        ours.setLevel(before);
    }

    @Test
    void noMessageContentIsEverLogged() {
        DecidingPartition partition = new DecidingPartition(NOW);
        partition.registered(ALICE, BOB, MALLORY);
        partition.ask(openPrivate(ALICE, BOB), Reply.ALWAYS);
        partition.ask(send(ALICE, BOB), Reply.ALWAYS);
        partition.ask(send(MALLORY, BOB), Reply.ALWAYS);
        partition.ask(send(ALICE, NOBODY), Reply.ALWAYS);
        partition.ask(new EditMessage(PRIVATE, ALICE, message(1), SECRET, NOW), Reply.ALWAYS);
        partition.ask(new EditMessage(PRIVATE, BOB, message(1), SECRET, NOW), Reply.ALWAYS);
        partition.advance(Duration.ofSeconds(3));
        for (String unreadable : List.of(
                SECRET,
                "{\"content\":\"" + SECRET,
                "{\"chatId\":\"" + SECRET + "\"}",
                "{\"requestedAt\":\"" + SECRET + "\"}",
                "{\"type\":\"" + SECRET + "\"}")) {
            partition.send(
                    SECRET,
                    unreadable.getBytes(StandardCharsets.UTF_8),
                    partition.headers(UUID.randomUUID(), send(ALICE, BOB), Reply.ALWAYS));
        }
        assertThat(partition.deadLetters()).hasSize(5);
        assertThat(lines.list)
                .as("the unreadable ones are spoken of")
                .hasSizeGreaterThanOrEqualTo(5)
                .noneMatch(line -> says(line));
    }

    private static boolean says(ILoggingEvent line) {
        if (line.getFormattedMessage().contains(SECRET)) {
            return true;
        }
        for (IThrowableProxy cause = line.getThrowableProxy(); cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).contains(SECRET)) {
                return true;
            }
        }
        return false;
    }

    private static SendMessage send(UUID actor, UUID to) {
        return new SendMessage(
                Ids.privateChat(actor, to),
                actor,
                to,
                message(1),
                MessageType.TEXT,
                SECRET,
                List.of(new Attachment(message(2), SECRET, SECRET, null)),
                null,
                null,
                SECRET,
                NOW);
    }
}
