package io.livemarket.moderation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.embedded.EmbeddedStack;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.moderation.EnforcementKey;
import io.livemarket.events.moderation.EnforcementState.EnforcementComplete;
import io.livemarket.events.moderation.ModerationEvent;
import io.livemarket.events.moderation.ModerationEvent.MessageFlagged;
import io.livemarket.kit.enforcement.EnforcementChange;
import io.livemarket.kit.enforcement.EnforcementKind;
import io.livemarket.kit.kafka.TopicTail;
import io.livemarket.kit.testing.RecordedTopics;
import io.livemarket.testkit.running.RestClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** This version goes on from the recorded data of the version that decided with Kafka Streams. */
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
    void afterARestartOnlyNewMessagesAreFlagged() {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(flags("open")).containsExactlyInAnyOrder(known("open"), known("late")));
        assertThat(flags("resolved")).containsExactly(known("resolved"));
        List<ModerationEvent> events = service.events(UUID.fromString(known("luis")));
        assertThat(events)
                .extracting(ModerationEvent::version)
                .isEqualTo(LongStream.rangeClosed(1, events.size()).boxed().toList());
        assertThat(events).filteredOn(MessageFlagged.class::isInstance).hasSize(3);
        moderator
                .post("/moderation/flags/" + known("resolved") + "/resolve", Map.of("outcome", "upheld"))
                .expectProblem(ErrorCode.FLAG_NOT_FOUND);
    }

    private List<String> flags(String status) {
        return moderator
                .get("/moderation/flags?status=" + status + "&userId=" + known("luis"))
                .expect(200)
                .path("items")
                .findValuesAsString("id");
    }

    @Test
    void onlyItsModeratorResolvesATakenReport() {
        String there = "/moderation/reports/" + known("report") + "/resolve";
        another.post(there, Map.of("outcome", "dismissed")).expectProblem(ErrorCode.REPORT_TAKEN);
    }

    /** The block of the former version is in the enforcement topic, which has the mark of each partition. */
    @Test
    void aFormerBlockIsPublishedAsEnforced() throws InterruptedException {
        EnforcementKey key = EnforcementKey.ofBlock(UUID.fromString(known("ana")), UUID.fromString(known("luis")));
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            List<ConsumerRecord<String, byte[]>> states = service.records(Topics.MODERATION_ENFORCEMENT.name());
            assertThat(states)
                    .filteredOn(state -> state.key().equals(EnforcementComplete.KEY))
                    .extracting(ConsumerRecord::partition)
                    .contains(IntStream.range(0, RunningModerationService.PARTITIONS)
                            .boxed()
                            .toArray(Integer[]::new));
            assertThat(states).anyMatch(state -> state.key().equals(key.text()) && state.value() != null);
        });
        Set<EnforcementChange> known = ConcurrentHashMap.newKeySet();
        try (TopicTail reader = service.enforced(EnforcementKind.BLOCKS, known::add)) {
            assertThat(reader.awaitReady(Duration.ofSeconds(60))).isTrue();
            assertThat(known).contains(new EnforcementChange.Blocked(key.userId(), key.blockedUserId()));
        }
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
