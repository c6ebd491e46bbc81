package io.livemarket.moderation;

import static io.livemarket.testkit.MessageSentBuilder.messageSent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.events.Ids;
import io.livemarket.events.chat.Attachment;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.kit.testing.DocumentedExchange;
import io.livemarket.kit.testing.DocumentedValues;
import io.livemarket.testkit.running.RestClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Every call in {@code docs/moderators.md} is answered as that page shows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModeratorsDocumentIT {

    private static final List<DocumentedExchange> EXCHANGES =
            DocumentedExchange.in(Path.of("..", "docs", "moderators.md"));
    private static final UUID LUIS = UUID.fromString("0199a0c1-1000-7000-8000-000000000002");
    private static final UUID MODERATOR = UUID.fromString("0199a0c1-1000-7000-8000-000000000003");
    private static final UUID REPORTED = UUID.fromString("0199a0c1-2000-7000-8000-000000000004");
    private static final UUID FLAGGED = UUID.fromString("0199a0c1-2000-7000-8000-000000000006");
    private static final UUID FILE = UUID.fromString("0199a0c1-5000-7000-8000-000000000008");
    /** Messages in which the document's broad rule is found. */
    private static final int BROAD = 25;

    private static final int CALLS = 18;

    private RunningModerationService service;

    @BeforeAll
    void start() {
        service = RunningModerationService.alone();
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @Test
    void everyCallIsAnsweredAsTheDocumentShows() {
        UUID ana = service.newUser();
        UUID luis = service.newUser();
        UUID moderator = service.newUser();
        UUID file = Ids.next();
        UUID reported = sent(
                luis,
                ana,
                "Send me the money first",
                List.of(new Attachment(file, "account.png", "image/png", 48_213L)));
        for (int i = 0; i < BROAD; i++) {
            sent(ana, luis, "Is it still available?", null);
        }
        UUID flagged = flagged(luis, ana, "My number is 612 345 678");
        RestClient asModerator = service.moderator(moderator);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(asModerator
                                .get("/moderation/flags?userId=" + luis)
                                .expect(200)
                                .path("items")
                                .size())
                        .isEqualTo(1));

        DocumentedValues values = new DocumentedValues(Set.of("version", "messages"))
                .with(LUIS, luis)
                .with(MODERATOR, moderator)
                .with(REPORTED, reported)
                .with(FLAGGED, flagged)
                .with(FILE, file);
        Map<String, RestClient> callers =
                Map.of("ANA", service.as(ana), "LUIS", service.as(luis), "MODERATOR", asModerator);
        assertThat(EXCHANGES).hasSize(CALLS).allSatisfy(exchange -> values.check(exchange, callers));
    }

    private UUID sent(UUID from, UUID to, String content, List<Attachment> files) {
        MessageSent message = message(1, from, to, content, files);
        service.write(
                Topics.CHAT_EVENTS.name(),
                message.chatId(),
                EventCodec.of(ChatEvent.class).write(message),
                "chat.message-sent.v1",
                List.of(from, to));
        return message.id();
    }

    private UUID flagged(UUID from, UUID to, String content) {
        MessageSent message = message(2, from, to, content, null);
        service.flagged(
                message.chatId(),
                EventCodec.of(ChatEvent.class).write(message),
                "{\"hits\":[{\"category\":\"contact_details\",\"severity\":2}]}");
        return message.id();
    }

    private static MessageSent message(long seq, UUID from, UUID to, String content, List<Attachment> files) {
        return messageSent(Ids.privateChat(from, to), 1 + seq, seq, Ids.next(), from)
                .content(content)
                .attachments(files)
                .at(RunningModerationService.now())
                .build();
    }
}
