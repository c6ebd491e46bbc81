package io.livemarket.moderation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.embedded.EmbeddedStack;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.moderation.ModerationEvent;
import io.livemarket.events.moderation.ModerationEvent.MessageFlagged;
import io.livemarket.kit.testing.RecordedTopics;
import io.livemarket.kit.testing.RestClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the version wrote that decided with Kafka Streams, as recorded from it, is what this version goes on from. */
class FormerDataIT {

    private static final RecordedTopics DATA = RecordedTopics.of(FormerDataIT.class, "/former/streams-engine.json");
    private static EmbeddedStack stack;
    private static RunningModerationService service;

    private final RestClient moderator = service.moderator(UUID.fromString(known("mod")));
    private final RestClient another = service.moderator(UUID.fromString(known("ana")));

    @BeforeAll
    static void start() {
        stack = EmbeddedStack.start();
        DATA.writeTo(stack.bootstrapServers(), RunningModerationService.PARTITIONS);
        service = RunningModerationService.on(stack);
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

    private static String known(String name) {
        return DATA.known(name);
    }

    /** One flag was resolved, one was open, and the third message was written when the former version had stopped. */
    @Test
    void messagesThatItReadAreNotFlaggedAgainAndTheNextOneIsFlagged() {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() ->
                assertThat(flags("open")).containsExactlyInAnyOrder(known("open"), known("late")));
        assertThat(flags("resolved")).containsExactly(known("resolved"));
        List<ModerationEvent> events = service.events(UUID.fromString(known("luis")));
        assertThat(events).extracting(ModerationEvent::version)
                .isEqualTo(LongStream.rangeClosed(1, events.size()).boxed().toList());
        assertThat(events).filteredOn(MessageFlagged.class::isInstance).hasSize(3);
        moderator.post("/moderation/flags/" + known("resolved") + "/resolve", Map.of("outcome", "upheld"))
                .expectProblem(ErrorCode.FLAG_NOT_FOUND);
    }

    private List<String> flags(String status) {
        return moderator.get("/moderation/flags?status=" + status + "&userId=" + known("luis")).expect(200).path("items")
                .findValuesAsString("id");
    }

    @Test
    void aReportThatWasTakenIsResolvedByItsModeratorAlone() {
        String there = "/moderation/reports/" + known("report") + "/resolve";
        another.post(there, Map.of("outcome", "dismissed")).expectProblem(ErrorCode.REPORT_TAKEN);
    }

    @Test
    void aBlockStaysAndCanBeEnded() {
        RestClient ana = service.as(UUID.fromString(known("ana")));
        assertThat(ana.get("/users/me/blocks").expect(200).path("items").findValuesAsString("userId"))
                .containsExactly(known("luis"));
        ana.delete("/users/" + known("luis") + "/block").expect(204);
        assertThat(ana.get("/users/me/blocks").expect(200).path("items")).isEmpty();
    }
}
