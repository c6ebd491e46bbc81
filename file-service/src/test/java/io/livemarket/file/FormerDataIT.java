package io.livemarket.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.embedded.EmbeddedStack;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.files.FileEvent.FileAttached;
import io.livemarket.events.files.FileEvent.FileDeleted;
import io.livemarket.events.files.FileEvent.FileDetached;
import io.livemarket.events.files.FileEvent.FileUploaded;
import io.livemarket.kit.testing.RecordedTopics;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** This version continues from the recorded state of the version that decided with Kafka Streams. */
class FormerDataIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** The recorded file without a message grows older than the time that such files are kept by default. */
    private static final String UNSENT_FILES_STAY = "--livemarket.files.unsent-kept=36500d";

    private static RecordedTopics data;
    private static EmbeddedStack stack;
    private static RunningFileService service;

    private final FileCalls ana = service.callsOf(data.id("ana"));
    private final FileCalls bea = service.callsOf(data.id("bea"));
    private final UUID chat = data.id("chat");

    @BeforeAll
    static void start() {
        data = RecordedTopics.of(FormerDataIT.class, "/former/streams-engine.json");
        stack = EmbeddedStack.start();
        data.writeTo(stack.bootstrapServers(), 3);
        service = RunningFileService.on(stack, UNSENT_FILES_STAY);
    }

    @AfterAll
    static void stop() {
        if (service != null) {
            service.close();
        }
        if (stack != null) {
            stack.close();
        }
    }

    /** Which files a message carries was in a changelog alone. */
    @Test
    void deletingAMessageOfTheFormerVersionDetachesItsFiles() {
        UUID twice = data.id("twice");
        bea.rest().get("/files/" + twice).expect(200);
        service.takenBack(chat, ana, data.id("secondOfTwice"));
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(service.eventsOf(twice))
                        .extracting(Object::getClass)
                        .containsExactly(
                                FileUploaded.class,
                                FileAttached.class,
                                FileAttached.class,
                                FileDetached.class,
                                FileDetached.class,
                                FileDeleted.class));
        assertThat(service.eventsOf(twice))
                .extracting(event -> event.version())
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void commandsDecidedByTheFormerVersionAreNotDecidedAgain() {
        UUID once = data.id("once");
        bea.rest().get("/files/" + once).expect(200);
        bea.rest().delete("/files/" + once).expectProblem(ErrorCode.NOT_THE_OWNER);
        assertThat(service.eventsOf(once)).hasSize(2);
        ana.rest().get("/files/" + data.id("gone")).expectProblem(ErrorCode.FILE_NOT_FOUND);
        assertThat(service.eventsOf(data.id("gone"))).hasSize(4);
    }

    @Test
    void filesGoOnWithTheNextVersion() {
        UUID unsent = data.id("unsent");
        ana.rest().get("/files/" + unsent).expect(200);
        service.sent(chat, ana, unsent);
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(service.eventsOf(unsent))
                        .satisfiesExactly(
                                uploaded -> assertThat(uploaded.version()).isEqualTo(1),
                                attached -> assertThat(attached.version()).isEqualTo(2)));
    }
}
