package io.livemarket.moderation;

import static io.livemarket.testkit.MessageSentBuilder.messageSent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;
import io.livemarket.events.Ids;
import io.livemarket.events.chat.Attachment;
import io.livemarket.events.chat.ChatEvent;
import io.livemarket.events.chat.ChatEvent.MessageSent;
import io.livemarket.events.chat.MessageType;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.moderation.EnforcementKey;
import io.livemarket.events.moderation.ModerationEvent;
import io.livemarket.events.moderation.ModerationEvent.EvidenceViewed;
import io.livemarket.events.moderation.ModerationEvent.FlagResolved;
import io.livemarket.events.moderation.ModerationEvent.MessageFlagged;
import io.livemarket.events.moderation.ModerationEvent.ReportResolved;
import io.livemarket.events.moderation.ModerationEvent.SuspensionLifted;
import io.livemarket.events.moderation.ModerationEvent.UserBlocked;
import io.livemarket.events.moderation.ModerationEvent.UserReported;
import io.livemarket.events.moderation.ModerationEvent.UserSuspended;
import io.livemarket.events.moderation.ReportCategory;
import io.livemarket.events.moderation.ReportOutcome;
import io.livemarket.events.moderation.RuleAction;
import io.livemarket.events.moderation.RuleEvent;
import io.livemarket.events.moderation.RuleEvent.RuleDefined;
import io.livemarket.events.moderation.RuleEvent.RuleProposed;
import io.livemarket.kit.enforcement.EnforcementChange;
import io.livemarket.kit.enforcement.EnforcementKind;
import io.livemarket.kit.engine.DeciderEngine;
import io.livemarket.kit.kafka.TopicTail;
import io.livemarket.kit.projection.VersionedProjection;
import io.livemarket.moderation.content.RuleChanges;
import io.livemarket.moderation.domain.ModerationCommand.FlagMessage;
import io.livemarket.moderation.kafka.ModerationCommands;
import io.livemarket.moderation.projection.ModerationProjection;
import io.livemarket.testkit.running.RestClient;
import io.livemarket.testkit.running.TokenIssuer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModerationIT {

    private static final Duration A_WHILE = Duration.ofSeconds(60);

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
    void aBlockIsAnsweredOnceEveryPartitionHasIt() {
        UUID ana = service.newUser();
        UUID luis = service.newUser();
        service.partitionsThatAnswer(RunningModerationService.PARTITIONS - 1);
        service.as(ana).post("/users/" + luis + "/block", null).expectProblem(ErrorCode.UNAVAILABLE);
        service.partitionsThatAnswer(RunningModerationService.PARTITIONS);
        service.as(ana).post("/users/" + luis + "/block", null).expect(204);
        var blocks = service.as(ana).get("/users/me/blocks").expect(200).path("items");
        assertThat(blocks).hasSize(1);
        assertThat(blocks.get(0).path("userId").asString()).isEqualTo(luis.toString());
        assertThat(service.as(luis).get("/users/me/blocks").expect(200).path("items"))
                .isEmpty();
    }

    @Test
    void startingAndFollowingReadersHaveTheStatesInForce() throws InterruptedException {
        UUID ana = service.newUser();
        UUID luis = service.newUser();
        Set<EnforcementChange> followed = ConcurrentHashMap.newKeySet();
        Set<EnforcementChange> started = ConcurrentHashMap.newKeySet();
        try (TopicTail _ = service.enforced(EnforcementKind.BLOCKS, followed::add)) {
            service.as(ana).post("/users/" + luis + "/block", null).expect(204);
            await().atMost(A_WHILE).until(() -> followed.contains(new EnforcementChange.Blocked(ana, luis)));
            service.moderator(service.newUser())
                    .post("/moderation/users/" + luis + "/suspend", Map.of("reason", "spam"))
                    .expectDone();
            try (TopicTail late = service.enforced(EnforcementKind.SUSPENSIONS, started::add)) {
                assertThat(late.awaitReady(A_WHILE)).isTrue();
                assertThat(started).contains(new EnforcementChange.Suspended(luis, "spam", null));
            }
            service.as(ana).delete("/users/" + luis + "/block").expect(204);
            await().atMost(A_WHILE).until(() -> followed.contains(new EnforcementChange.Unblocked(ana, luis)));
        }
    }

    /**
     * An instance of the former version had the partition for a while, during an upgrade or after it was taken back.
     */
    @Test
    void theNextOwnerPublishesAnEarlierVersionsDecisions() throws InterruptedException {
        UUID luis = service.newUser();
        UserSuspended event = new UserSuspended(luis, 1, Ids.next(), "spam", null, RunningModerationService.now());
        service.write(
                Topics.MODERATION_EVENTS.name(),
                luis,
                EventCodec.of(ModerationEvent.class).write(event),
                "moderation.user-suspended.v1",
                List.of());
        Set<EnforcementChange> known = ConcurrentHashMap.newKeySet();
        try (TopicTail reader = service.enforced(EnforcementKind.SUSPENSIONS, known::add)) {
            assertThat(reader.awaitReady(A_WHILE)).isTrue();
            assertThat(known).contains(new EnforcementChange.Suspended(luis, "spam", null));
        }
        service.bean(DeciderEngine.class).stop();
        service.bean(DeciderEngine.class).start();
        await().atMost(A_WHILE)
                .untilAsserted(() -> assertThat(service.records(Topics.MODERATION_ENFORCEMENT.name()))
                        .anyMatch(state -> state.key()
                                .equals(EnforcementKey.ofSuspension(luis).text())));
        await().atMost(A_WHILE).until(() -> service.with(null).isHealthy());
    }

    @Test
    void metricsCountDecisionsWithoutUsers() {
        UUID ana = service.newUser();
        service.as(service.newUser()).post("/users/" + ana + "/block", null).expect(204);
        String scrape = new String(
                service.with(null).get("/actuator/prometheus").response().body(), StandardCharsets.UTF_8);
        assertThat(scrape)
                .containsPattern("livemarket_moderation_events_total\\{[^}]*type=\"[a-z.]*user-blocked[.v1]*\"");
        assertThat(scrape).doesNotContain(ana.toString());
    }

    @Test
    void aBlockNeedsATokenAndAnotherKnownUser() {
        UUID ana = service.newUser();
        service.with(null).post("/users/" + ana + "/block", null).expectProblem(ErrorCode.TOKEN_MISSING);
        service.as(ana).post("/users/" + ana + "/block", null).expectProblem(ErrorCode.INVALID_REQUEST);
        service.as(ana).post("/users/" + UUID.randomUUID() + "/block", null).expectProblem(ErrorCode.USER_NOT_FOUND);
        service.as(ana).post("/users/nonsense/block", null).expectProblem(ErrorCode.INVALID_ID);
    }

    /** The least of several, since a machine that is busy with other builds may take its time. */
    @Test
    void anUnknownUserIsRefusedOnceAllUsersAreRead() {
        UUID ana = service.newUser();
        long least = IntStream.range(0, 5)
                .mapToLong(_ -> {
                    long begin = System.nanoTime();
                    service.as(ana)
                            .post("/users/" + Ids.next() + "/block", null)
                            .expectProblem(ErrorCode.USER_NOT_FOUND);
                    return System.nanoTime() - begin;
                })
                .min()
                .orElseThrow();
        assertThat(Duration.ofNanos(least)).isLessThan(Duration.ofMillis(1_500));
    }

    @Test
    void aSuspensionEndsInAYearOfFourDigits() {
        service.moderator(service.newUser())
                .post(
                        "/moderation/users/" + service.newUser() + "/suspend",
                        Map.of("reason", "spam", "until", "+999999999-12-31T23:59:59Z"))
                .expectProblem(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void withoutTheRoleEvenInvalidRequestsAreForbidden() {
        UUID ana = service.newUser();
        service.as(ana).post("/moderation/users/" + ana + "/warn", Map.of()).expectProblem(ErrorCode.FORBIDDEN);
        service.as(ana)
                .post("/moderation/users/nonsense/warn", Map.of("reason", 7))
                .expectProblem(ErrorCode.FORBIDDEN);
        service.as(ana).post("/moderation/rules", Map.of("severity", "high")).expectProblem(ErrorCode.FORBIDDEN);
        service.as(ana).get("/moderation/reports?limit=nonsense").expectProblem(ErrorCode.FORBIDDEN);
        service.as(ana).get("/moderation/reports?state=open").expectProblem(ErrorCode.FORBIDDEN);
        service.moderator(ana).get("/moderation/reports?state=open").expectProblem(ErrorCode.INVALID_REQUEST);
        service.as(ana).get("/admin/dead-letters/topic/nonsense/0").expectProblem(ErrorCode.FORBIDDEN);
    }

    @Test
    void reportsHaveTheLogsTextsOfCommonChatsOnly() {
        UUID ana = service.newUser();
        UUID luis = service.newUser();
        UUID eva = service.newUser();
        UUID message = sent(luis, ana, "give me your number");
        Map<String, Object> report = Map.of("category", "off_platform", "messageIds", List.of(message));
        RestClient caller = service.as(ana).repeating();
        service.as(eva)
                .repeating()
                .post("/users/" + luis + "/report", report)
                .expectProblem(ErrorCode.MESSAGE_NOT_FOUND);
        caller.post("/users/" + eva + "/report", report).expectProblem(ErrorCode.MESSAGE_NOT_FOUND);
        caller.post("/users/" + luis + "/report", Map.of("category", "spam", "messageIds", List.of(Ids.next())))
                .expectProblem(ErrorCode.MESSAGE_NOT_FOUND);
        caller.post("/users/" + luis + "/report", Map.of("category", "nonsense"))
                .expectProblem(ErrorCode.INVALID_REQUEST);
        String id = caller.post("/users/" + luis + "/report", report)
                .expectDone()
                .path("id")
                .asString();
        var evidence = service.moderator(service.newUser())
                .get("/moderation/reports/" + id)
                .expect(200)
                .path("evidence");
        assertThat(evidence).hasSize(1);
        assertThat(evidence.get(0).path("contents").get(0).path("content").asString())
                .isEqualTo("give me your number");
    }

    @Test
    void aModeratorNeitherReadsNorDecidesReportsAboutThatModerator() {
        UUID mod = service.newUser();
        RestClient moderator = service.moderator(mod);
        String id = service.as(service.newUser())
                .post("/users/" + mod + "/report", Map.of("category", "spam"))
                .expect(201)
                .path("id")
                .asString();
        moderator.get("/moderation/reports/" + id).expectProblem(ErrorCode.FORBIDDEN);
        moderator.post("/moderation/reports/" + id + "/take", null).expectProblem(ErrorCode.FORBIDDEN);
        moderator
                .post("/moderation/reports/" + id + "/notes", Map.of("note", "mine"))
                .expectProblem(ErrorCode.FORBIDDEN);
        moderator
                .post("/moderation/reports/" + id + "/resolve", Map.of("outcome", "dismissed"))
                .expectProblem(ErrorCode.FORBIDDEN);
        assertThat(moderator
                        .get("/moderation/reports?userId=" + mod)
                        .expect(200)
                        .path("items"))
                .isEmpty();
        RestClient another = service.moderator(service.newUser());
        assertThat(another.get("/moderation/reports?userId=" + mod)
                        .expect(200)
                        .path("items")
                        .findValuesAsString("id"))
                .containsExactly(id);
        another.post("/moderation/reports/" + id + "/resolve", Map.of("outcome", "dismissed"))
                .expect(200);
    }

    /** Flags of one's own messages are another moderator's, and the record that names one's reporters too. */
    @Test
    void moderatorsNeitherSeeNorDecideTheirOwnRecords() {
        UUID mod = service.newUser();
        RestClient moderator = service.moderator(mod);
        RestClient another = service.moderator(service.newUser());
        service.as(service.newUser())
                .post("/users/" + mod + "/report", Map.of("category", "spam"))
                .expect(201);
        UUID message = flagged(mod, "Call me on 612 345 678");
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(queue(another, mod, "open")).containsExactly(message.toString()));
        assertThat(queue(moderator, mod, "open")).isEmpty();
        assertThat(moderator
                        .get("/moderation/flags?limit=200")
                        .expect(200)
                        .path("items")
                        .findValuesAsString("id"))
                .doesNotContain(message.toString());
        moderator
                .post("/moderation/flags/" + message + "/resolve", Map.of("outcome", "dismissed"))
                .expectProblem(ErrorCode.FORBIDDEN);
        moderator.get("/moderation/users/" + mod).expectProblem(ErrorCode.FORBIDDEN);
        moderator
                .post("/moderation/users/" + mod + "/warn", Map.of("reason", "me"))
                .expectProblem(ErrorCode.FORBIDDEN);
        another.post("/moderation/users/" + mod + "/suspend", Map.of("reason", "spam"))
                .expect(200);
        moderator
                .post("/moderation/users/" + mod + "/lift", Map.of("reason", "me"))
                .expectProblem(ErrorCode.FORBIDDEN);
        assertThat(another.get("/moderation/users/" + mod).expect(200).path("history"))
                .isNotEmpty();
        another.post("/moderation/users/" + mod + "/lift", Map.of("reason", "done"))
                .expect(200);
    }

    /** A blocking user sees the place of a withheld message, and may report it: moderators read its content. */
    @Test
    void aWithheldMessageCanBeReported() {
        UUID ana = service.newUser();
        UUID luis = service.newUser();
        UUID message = withheld(luis, ana, "you will pay for that");
        Map<String, Object> report = Map.of("category", "harassment", "messageIds", List.of(message));
        service.as(service.newUser())
                .post("/users/" + luis + "/report", report)
                .expectProblem(ErrorCode.MESSAGE_NOT_FOUND);
        String id = service.as(ana)
                .post("/users/" + luis + "/report", report)
                .expect(201)
                .path("id")
                .asString();
        assertThat(service.moderator(service.newUser())
                        .get("/moderation/reports/" + id)
                        .expect(200)
                        .path("evidence"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/moderation/reports",
        "GET,/moderation/reports/{id}",
        "POST,/moderation/reports/{id}/take",
        "GET,/moderation/flags",
        "GET,/moderation/reports/{id}/files/{id}",
        "GET,/moderation/flags/{id}/files/{id}",
        "GET,/moderation/users/{id}",
        "GET,/moderation/rules",
        "GET,/moderation/rules/{id}/history",
        "DELETE,/moderation/rules/{id}",
        "DELETE,/moderation/rules/{id}/approval"
    })
    void aCallerWithoutTheRoleIsForbidden(String method, String path) {
        String there = path.replace("{id}", UUID.randomUUID().toString());
        service.as(service.newUser()).call(method, there, null).expectProblem(ErrorCode.FORBIDDEN);
        service.with(null).call(method, there, null).expectProblem(ErrorCode.TOKEN_MISSING);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "reports/{id}/notes|{\"note\":\"x\"}",
                "reports/{id}/resolve|{\"outcome\":\"upheld\"}",
                "flags/{id}/resolve|{\"outcome\":\"upheld\"}",
                "users/{id}/warn|{\"reason\":\"x\"}",
                "users/{id}/suspend|{\"reason\":\"x\"}",
                "users/{id}/lift|{\"reason\":\"x\"}",
                "rules|{\"category\":\"x\",\"severity\":1,\"action\":\"flag\",\"text\":\"word\"}",
                "rules/{id}/approval|{\"version\":1}",
                "rules/dry-run|{\"days\":1,\"rule\":{\"category\":\"x\",\"severity\":1,\"action\":\"flag\",\"text\":\"word\"}}"
            })
    void aCallerWithoutTheRoleDecidesNothing(String path, String body) {
        String there = "/moderation/" + path.replace("{id}", UUID.randomUUID().toString());
        service.as(service.newUser()).post(there, body).expectProblem(ErrorCode.FORBIDDEN);
    }

    @Test
    void aFlaggedMessageIsQueuedUntilItsResolution() {
        UUID ana = service.newUser();
        UUID mod = service.newUser();
        RestClient moderator = service.moderator(mod);
        UUID message = flagged(ana, "Call me on 612 345 678");
        String there = "/moderation/flags/" + message + "/resolve";
        await().atMost(java.time.Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(queue(moderator, ana, "open")).containsExactly(message.toString()));
        assertThat(queue(moderator, ana, "resolved")).isEmpty();
        moderator.post(there, Map.of("outcome", "nonsense")).expectProblem(ErrorCode.INVALID_REQUEST);
        moderator
                .post("/moderation/flags/" + Ids.next() + "/resolve", Map.of("outcome", "upheld"))
                .expectProblem(ErrorCode.FLAG_NOT_FOUND);
        var flag = moderator
                .post(there, Map.of("outcome", "upheld", "note", "a number"))
                .expect(200);
        assertThat(flag.path("status").asString()).isEqualTo("resolved");
        assertThat(flag.path("moderatorId").asString()).isEqualTo(mod.toString());
        assertThat(flag.path("outcome").asString()).isEqualTo("upheld");
        assertThat(queue(moderator, ana, "open")).isEmpty();
        assertThat(queue(moderator, ana, "resolved")).containsExactly(message.toString());
        moderator.post(there, Map.of("outcome", "dismissed")).expectProblem(ErrorCode.FLAG_NOT_FOUND);
        assertThat(moderator
                        .get("/moderation/users/" + ana)
                        .expect(200)
                        .path("history")
                        .get(0)
                        .path("kind")
                        .asString())
                .isEqualTo("flag-resolved");
        moderator.get("/moderation/flags?status=nonsense").expectProblem(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void aSuspendedUserAppealsWithTheTokenForItAlone() {
        UUID luis = service.newUser();
        UUID mod = service.newUser();
        service.moderator(mod)
                .post("/moderation/users/" + luis + "/suspend", Map.of("reason", "spam"))
                .expect(200);
        String token = RunningModerationService.issuer()
                .signed(TokenIssuer.claims(luis).audience("livemarket-appeals").build());
        RestClient anyone = service.with(null);
        Map<String, Object> appeal = Map.of("text", "it was not me", "appealToken", token);
        JsonNode made = anyone.post("/appeals", appeal).expect(201);
        assertThat(made.path("decision").asString()).isEqualTo("suspension");
        assertThat(made.path("status").asString()).isEqualTo("open");
        assertThat(made.toString()).doesNotContain(mod.toString());
        anyone.post("/appeals", appeal).expectProblem(ErrorCode.APPEAL_MADE);
        service.with(token).get("/users/me/warnings").expectProblem(ErrorCode.TOKEN_INVALID);

        String there = "/moderation/appeals/" + made.path("id").asString() + "/answer";
        Map<String, Object> answer = Map.of("outcome", "granted", "answer", "you are right");
        service.moderator(mod).post(there, answer).expectProblem(ErrorCode.APPEAL_OF_YOUR_OWN);
        service.moderator(luis).post(there, answer).expectProblem(ErrorCode.FORBIDDEN);
        RestClient other = service.moderator(service.newUser());
        assertThat(other.get("/moderation/appeals?status=open")
                        .expect(200)
                        .path("items")
                        .findValuesAsString("id"))
                .contains(made.path("id").asString());
        assertThat(other.post(there, answer).expect(200).path("status").asString())
                .isEqualTo("answered");
        other.post(there, answer).expectProblem(ErrorCode.APPEAL_NOT_FOUND);

        JsonNode own = anyone.post("/appeals/own", Map.of("appealToken", token))
                .expect(200)
                .path("items")
                .get(0);
        assertThat(own.path("outcome").asString()).isEqualTo("granted");
        assertThat(own.path("answer").asString()).isEqualTo("you are right");
        assertThat(own.has("moderatorId") || own.has("decidedBy")).isFalse();
        assertThat(service.events(luis)).last().isInstanceOf(SuspensionLifted.class);
    }

    @Test
    void aWarnedUserAppealsWithTheSession() {
        UUID luis = service.newUser();
        service.moderator(service.newUser())
                .post("/moderation/users/" + luis + "/warn", Map.of("reason", "Be kind"))
                .expect(200);
        RestClient his = service.as(luis);
        his.post("/appeals", Map.of("text", " ")).expectProblem(ErrorCode.INVALID_REQUEST);
        his.post("/appeals", Map.of("text", "x", "decision", "suspension")).expectProblem(ErrorCode.NOTHING_TO_APPEAL);
        his.post("/appeals", Map.of("text", "I was kind")).expect(201);
        assertThat(his.get("/appeals/own").expect(200).path("items")).hasSize(1);
        service.as(service.newUser())
                .post("/appeals", Map.of("text", "me too"))
                .expectProblem(ErrorCode.NOTHING_TO_APPEAL);
    }

    @Test
    void onlyModeratorsReadAndAnswerAppeals() {
        String there = "/moderation/appeals/" + Ids.next() + "/answer";
        Map<String, Object> answer = Map.of("outcome", "denied", "answer", "no");
        RestClient user = service.as(service.newUser());
        user.get("/moderation/appeals").expectProblem(ErrorCode.FORBIDDEN);
        user.post(there, answer).expectProblem(ErrorCode.FORBIDDEN);
        service.moderator(service.newUser()).post(there, answer).expectProblem(ErrorCode.APPEAL_NOT_FOUND);
        RestClient anyone = service.with(null);
        anyone.get("/moderation/appeals").expectProblem(ErrorCode.TOKEN_MISSING);
        anyone.get("/appeals/own").expectProblem(ErrorCode.TOKEN_MISSING);
        anyone.post("/appeals", Map.of("text", "x")).expectProblem(ErrorCode.TOKEN_MISSING);
        String session = RunningModerationService.issuer().token(service.newUser());
        anyone.post("/appeals", Map.of("text", "x", "appealToken", session)).expectProblem(ErrorCode.TOKEN_INVALID);
    }

    @Test
    void onlyTheWarnedUserReadsTheReason() {
        UUID ana = service.newUser();
        UUID mod = service.newUser();
        service.moderator(mod)
                .post("/moderation/users/" + ana + "/warn", Map.of("reason", "Be kind"))
                .expect(200);
        service.moderator(mod)
                .post("/moderation/users/" + ana + "/warn", Map.of("reason", "Be kinder"))
                .expect(200);
        var mine = service.as(ana).get("/users/me/warnings").expect(200);
        assertThat(mine.path("items").findValuesAsString("reason")).containsExactly("Be kinder", "Be kind");
        assertThat(mine.toString()).doesNotContain(mod.toString());
        assertThat(service.as(service.newUser())
                        .get("/users/me/warnings")
                        .expect(200)
                        .path("items"))
                .isEmpty();
        service.with(null).get("/users/me/warnings").expectProblem(ErrorCode.TOKEN_MISSING);
    }

    @Test
    void onlyTheReporterReadsTheOutcome() {
        UUID ana = service.newUser();
        UUID bea = service.newUser();
        UUID mod = service.newUser();
        List<String> made = Stream.of("spam", "fraud", "other")
                .map(category -> service.as(ana)
                        .post("/users/" + bea + "/report", Map.of("category", category, "comment", "secreto"))
                        .expect(201)
                        .path("id")
                        .asString())
                .toList();
        RestClient moderator = service.moderator(mod);
        moderator
                .post("/moderation/reports/" + made.get(0) + "/notes", Map.of("note", "nota interna"))
                .expect(200);
        moderator.post("/moderation/reports/" + made.get(1) + "/take", Map.of()).expect(200);
        JsonNode taken = service.as(ana)
                .get("/users/me/reports")
                .expect(200)
                .path("items")
                .get(1);
        moderator
                .post("/moderation/reports/" + made.get(1) + "/notes", Map.of("note", "nota interna"))
                .expect(200);
        assertThat(service.as(ana)
                        .get("/users/me/reports")
                        .expect(200)
                        .path("items")
                        .get(1))
                .as("after a note")
                .isEqualTo(taken);
        moderator
                .post(
                        "/moderation/reports/" + made.get(2) + "/resolve",
                        Map.of("outcome", "upheld", "note", "nota interna"))
                .expect(200);

        JsonNode first = service.as(ana).get("/users/me/reports?limit=2").expect(200);
        JsonNode second = service.as(ana)
                .get("/users/me/reports?limit=2&cursor="
                        + first.path("nextCursor").asString())
                .expect(200);
        assertThat(first.path("items").findValuesAsString("id")).containsExactly(made.get(2), made.get(1));
        assertThat(first.path("items").findValuesAsString("status")).containsExactly("resolved", "taken");
        assertThat(first.path("items").get(0).path("outcome").asString()).isEqualTo("upheld");
        assertThat(first.path("items").get(0).path("userId").asString()).isEqualTo(bea.toString());
        assertThat(second.path("items").findValuesAsString("id")).containsExactly(made.get(0));
        assertThat(second.path("items").get(0).path("updatedAt"))
                .isEqualTo(second.path("items").get(0).path("reportedAt"));
        assertThat(second.has("nextCursor")).isFalse();
        assertThat(first.toString() + second)
                .doesNotContain(mod.toString(), "nota interna", "moderatorId", "notes", "evidence");

        for (UUID other : List.of(bea, service.newUser())) {
            assertThat(service.as(other).get("/users/me/reports").expect(200).path("items"))
                    .isEmpty();
        }
        service.with(null).get("/users/me/reports").expectProblem(ErrorCode.TOKEN_MISSING);
        service.as(ana).get("/users/me/reports?cursor=x").expectProblem(ErrorCode.INVALID_CURSOR);
        service.as(ana).get("/users/me/reports?limit=101").expectProblem(ErrorCode.INVALID_REQUEST);
    }

    /** The address comes with the event that a moderator views the file, which holds the hash of its secret. */
    @Test
    void eachViewOfAReportedFileIsAnEvent() {
        UUID ana = service.newUser();
        UUID luis = service.newUser();
        UUID mod = service.newUser();
        UUID file = Ids.next();
        MessageSent message = messageSent(Ids.privateChat(luis, ana), 2, 1, Ids.next(), luis)
                .type(MessageType.IMAGE)
                .content("")
                .attachments(List.of(new Attachment(file, "a.png", "image/png", 70L)))
                .at(RunningModerationService.now())
                .build();
        service.write(
                Topics.CHAT_EVENTS.name(),
                message.chatId(),
                EventCodec.of(ChatEvent.class).write(message),
                "chat.message-sent.v1",
                List.of(luis, ana));
        String report = service.as(ana)
                .repeating()
                .post("/users/" + luis + "/report", Map.of("category", "spam", "messageIds", List.of(message.id())))
                .expectDone()
                .path("id")
                .asString();
        RestClient moderator = service.moderator(mod);
        String there = "/moderation/reports/" + report + "/files/";
        assertThat(moderator
                        .get("/moderation/reports/" + report)
                        .expect(200)
                        .path("evidence")
                        .get(0)
                        .path("attachments")
                        .get(0)
                        .path("fileId")
                        .asString())
                .isEqualTo(file.toString());

        JsonNode address = moderator.get(there + file).expect(200);
        EvidenceViewed viewed = (EvidenceViewed) service.events(luis).getLast();
        assertThat(viewed)
                .extracting(EvidenceViewed::moderatorId, EvidenceViewed::caseId, EvidenceViewed::fileId)
                .containsExactly(mod, UUID.fromString(report), file);
        assertThat(address.path("url").asString())
                .startsWith("/files/" + file + "/evidence?grant=")
                .doesNotContain(viewed.grant());
        assertThat(viewed.until().toString())
                .isEqualTo(address.path("urlExpiresAt").asString());

        moderator.get(there + Ids.next()).expectProblem(ErrorCode.FILE_NOT_FOUND);
        moderator.get("/moderation/reports/" + Ids.next() + "/files/" + file).expectProblem(ErrorCode.REPORT_NOT_FOUND);
        service.moderator(luis).get(there + file).expectProblem(ErrorCode.FORBIDDEN);
        service.as(ana).get(there + file).expectProblem(ErrorCode.FORBIDDEN);
        service.with(null).get(there + file).expectProblem(ErrorCode.TOKEN_MISSING);
        assertThat(service.events(luis))
                .filteredOn(EvidenceViewed.class::isInstance)
                .as("refusals are no views")
                .hasSize(1);
    }

    @Test
    void aFlagShowsItsMessagesFilesAlsoAfterAnEdit() {
        UUID ana = service.newUser();
        UUID file = Ids.next();
        UUID message = Ids.next();
        RestClient moderator = service.moderator(service.newUser());
        List<Attachment> files = List.of(new Attachment(file, "a.png", "image/png", 70L));
        ModerationCommands commands = service.bean(ModerationCommands.class);
        commands.decide(new FlagMessage(
                ana,
                Ids.next(),
                message,
                "call 612 345 678",
                List.of("contact_details"),
                2,
                RunningModerationService.now(),
                files));
        commands.decide(new FlagMessage(
                ana,
                Ids.next(),
                message,
                "call 612 345 679",
                List.of("contact_details"),
                2,
                RunningModerationService.now()));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(moderator
                                .get("/moderation/flags?userId=" + ana)
                                .expect(200)
                                .path("items")
                                .findValuesAsString("content"))
                        .containsExactly("call 612 345 679"));
        String there = "/moderation/flags/" + message + "/files/" + file;
        assertThat(moderator.get(there).expect(200).path("name").asString()).isEqualTo("a.png");
        service.moderator(ana).get(there).expectProblem(ErrorCode.FORBIDDEN);
        moderator.get("/moderation/flags/" + Ids.next() + "/files/" + file).expectProblem(ErrorCode.FLAG_NOT_FOUND);
    }

    private static List<String> queue(RestClient moderator, UUID user, String status) {
        return moderator
                .get("/moderation/flags?status=" + status + "&userId=" + user)
                .expect(200)
                .path("items")
                .findValuesAsString("id");
    }

    @Test
    void rulesHaveAuthorAndVersionAndStayWhenSwitchedOff() {
        UUID mod = service.newUser();
        RestClient moderator = service.moderator(mod);
        long before =
                moderator.get("/moderation/rules").expect(200).path("version").asLong();
        var made = moderator
                .post(
                        "/moderation/rules",
                        Map.of("category", "scam", "severity", 3, "action", "flag", "text", "send * gift card*"))
                .expect(201);
        assertThat(made.path("moderatorId").asString()).isEqualTo(mod.toString());
        assertThat(made.path("version").asLong()).isGreaterThan(before);
        String rule = "/moderation/rules/" + made.path("id").asString();
        moderator.delete(rule).expect(204);
        assertThat(moderator.get("/moderation/rules").expect(200).path("items").findValuesAsString("id"))
                .contains(made.path("id").asString());
        JsonNode history = moderator.get(rule + "/history").expect(200).path("items");
        assertThat(history.findValuesAsString("moderatorId")).containsExactly(mod.toString(), mod.toString());
        assertThat(history.get(0).path("enabled").asBoolean(true)).isFalse();
        assertThat(history.get(1).path("enabled").asBoolean()).isTrue();
        assertThat(history.get(0).path("at").asString()).isNotBlank();
        moderator.get("/moderation/rules/" + UUID.randomUUID() + "/history").expectProblem(ErrorCode.NOT_FOUND);
        moderator
                .put(
                        "/moderation/rules/" + UUID.randomUUID(),
                        Map.of("category", "scam", "severity", 3, "action", "flag", "text", "word"))
                .expectProblem(ErrorCode.NOT_FOUND);
        moderator
                .post("/moderation/rules", Map.of("category", "scam", "severity", 9, "action", "flag", "text", "word"))
                .expectProblem(ErrorCode.INVALID_REQUEST);
    }

    /** Of thirty messages the rule would be found in each: one moderator alone does not put it in force. */
    @Test
    void aBroadRuleNeedsASecondModeratorsApproval() {
        UUID author = service.newUser();
        UUID second = service.newUser();
        RestClient asAuthor = service.moderator(author);
        RestClient asSecond = service.moderator(second);
        for (int i = 0; i < 30; i++) {
            sent(author, second, "vendo snargleplex " + i);
        }
        Map<String, Object> rule = Map.of("category", "scam", "severity", 3, "action", "reject", "text", "snargleplex");
        long inForce =
                asAuthor.get("/moderation/rules").expect(200).path("version").asLong();
        JsonNode made = asAuthor.post("/moderation/rules", rule).expect(202);
        assertThat(made.path("enabled").asBoolean(true)).isFalse();
        assertThat(made.path("pending").path("hits").asLong()).isEqualTo(30);
        assertThat(made.path("pending").path("moderatorId").asString()).isEqualTo(author.toString());
        assertThat(asAuthor.get("/moderation/rules").expect(200).path("version").asLong())
                .as("the set in force")
                .isEqualTo(inForce);
        String there = "/moderation/rules/" + made.path("id").asString();
        long version = made.path("pending").path("version").asLong();

        asAuthor.post(there + "/approval", Map.of("version", version)).expectProblem(ErrorCode.RULE_OF_YOUR_OWN);
        asSecond.post(there + "/approval", Map.of("version", version + 1)).expectProblem(ErrorCode.RULE_CHANGED);
        asSecond.post(there + "/approval", Map.of()).expectProblem(ErrorCode.INVALID_REQUEST);
        asSecond.delete(there + "/approval").expectProblem(ErrorCode.FORBIDDEN);
        asSecond.post("/moderation/rules/" + UUID.randomUUID() + "/approval", Map.of("version", version))
                .expectProblem(ErrorCode.NOT_FOUND);
        JsonNode approved =
                asSecond.post(there + "/approval", Map.of("version", version)).expect(200);
        assertThat(approved.path("enabled").asBoolean()).isTrue();
        assertThat(approved.path("moderatorId").asString()).isEqualTo(author.toString());
        assertThat(approved.path("approverId").asString()).isEqualTo(second.toString());
        asSecond.post(there + "/approval", Map.of("version", version)).expectProblem(ErrorCode.RULE_NOT_PENDING);

        JsonNode changed = asSecond.put(
                        there, Map.of("category", "scam", "severity", 5, "action", "reject", "text", "vendo *"))
                .expect(202);
        assertThat(changed.path("severity").asInt()).as("in force").isEqualTo(3);
        assertThat(asSecond.delete(there + "/approval").status()).isEqualTo(204);
        asSecond.delete(there).expect(204);
        JsonNode first = asSecond.get(there + "/history?limit=2").expect(200);
        assertThat(first.path("items").findValuesAsString("kind")).containsExactly("defined", "withdrawn");
        assertThat(first.path("items").get(0).path("enabled").asBoolean(true)).isFalse();
        assertThat(first.path("items").get(0).path("before").path("enabled").asBoolean())
                .isTrue();
        JsonNode rest = asSecond.get(there + "/history?limit=50&cursor="
                        + first.path("nextCursor").asString())
                .expect(200);
        assertThat(rest.path("items").findValuesAsString("kind")).containsExactly("proposed", "approved", "proposed");
        assertThat(rest.path("nextCursor").asString("none")).isEqualTo("none");
        asSecond.get(there + "/history?cursor=x").expectProblem(ErrorCode.INVALID_CURSOR);
    }

    @Test
    void aBroadRuleThatItsAuthorTakesBackIsGone() {
        UUID author = service.newUser();
        RestClient asAuthor = service.moderator(author);
        for (int i = 0; i < 20; i++) {
            sent(author, service.newUser(), "cambio wibblefritz " + i);
        }
        String there = "/moderation/rules/"
                + asAuthor.post(
                                "/moderation/rules",
                                Map.of("category", "scam", "severity", 3, "action", "flag", "text", "wibblefritz"))
                        .expect(202)
                        .path("id")
                        .asString();
        asAuthor.delete(there + "/approval").expect(204);
        asAuthor.delete(there + "/approval").expectProblem(ErrorCode.NOT_FOUND);
        assertThat(asAuthor.get(there + "/history").expect(200).path("items").findValuesAsString("kind"))
                .containsExactly("withdrawn", "proposed");
    }

    @Test
    void aDryRunHasTheMatchesOfTheRule() {
        UUID ana = service.newUser();
        UUID message = sent(ana, service.newUser(), "buy my flurbelwhacker");
        var report = service.moderator(service.newUser())
                .post(
                        "/moderation/rules/dry-run",
                        Map.of(
                                "days",
                                1,
                                "rule",
                                Map.of("category", "x", "severity", 1, "action", "flag", "text", "flurbel*")))
                .expect(200);
        assertThat(report.path("hits").asLong()).isEqualTo(1);
        assertThat(report.path("complete").asBoolean()).isTrue();
        assertThat(report.path("samples").get(0).path("messageId").asString()).isEqualTo(message.toString());
    }

    @Test
    void applyingEverythingTwiceChangesNothing() {
        MongoDatabase database = service.bean(MongoDatabase.class);
        UUID user = Ids.next();
        UUID report = Ids.next();
        UUID flag = Ids.next();
        var now = RunningModerationService.now();
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        for (ModerationEvent event : List.of(
                new UserBlocked(user, 1, Ids.next(), now),
                new UserReported(user, 2, report, Ids.next(), ReportCategory.SPAM, "a", List.of(), now),
                new ReportResolved(user, 3, report, Ids.next(), Ids.next(), ReportOutcome.UPHELD, "b", now),
                new MessageFlagged(user, 4, Ids.next(), flag, "c", List.of("contact_details"), 2, now),
                new FlagResolved(user, 5, flag, Ids.next(), ReportOutcome.DISMISSED, null, now))) {
            EventCodec<ModerationEvent> codec = EventCodec.of(ModerationEvent.class);
            var headers = Envelope.describe(
                    new RecordHeaders(), Ids.next().toString(), codec.types().nameOf(event), "/it", now, user);
            records.add(new ConsumerRecord<>(
                    "t",
                    0,
                    records.size(),
                    0,
                    TimestampType.CREATE_TIME,
                    0,
                    0,
                    user.toString(),
                    codec.write(event),
                    headers,
                    java.util.Optional.empty()));
        }
        var projection = new VersionedProjection<>(new ModerationProjection(database));
        projection.apply(records);
        List<Document> once = documents(database, user, report, flag);
        projection.apply(records);
        assertThat(documents(database, user, report, flag)).isEqualTo(once).hasSize(3);
        database.getCollection("people").deleteOne(new Document("_id", user.toString()));
        database.getCollection("flags").deleteOne(new Document("_id", flag.toString()));
        projection.apply(records);
        assertThat(documents(database, user, report, flag)).as("rebuilt").isEqualTo(once);
    }

    /** A change has the rule before it, also when the change is applied again. */
    @Test
    void aRebuildGivesAnEqualHistoryOfRules() {
        RuleChanges changes = service.bean(RuleChanges.class);
        UUID rule = Ids.next();
        long base = 1_000_000 + Math.floorMod(rule.getLeastSignificantBits(), 1_000_000_000L);
        var now = RunningModerationService.now();
        EventCodec<RuleEvent> codec = EventCodec.of(RuleEvent.class);
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        for (RuleEvent event : List.of(
                new RuleDefined(rule, "scam", 3, RuleAction.FLAG, "one", true, rule, now),
                new RuleProposed(rule, "scam", 3, RuleAction.FLAG, "two", rule, 100, 50, now),
                new RuleDefined(rule, "scam", 3, RuleAction.FLAG, "two", true, rule, now, Ids.next()))) {
            var headers = Envelope.describe(
                    new RecordHeaders(), Ids.next().toString(), codec.types().nameOf(event), "/it", now, rule);
            records.add(new ConsumerRecord<>(
                    "t",
                    0,
                    base + records.size(),
                    0,
                    TimestampType.CREATE_TIME,
                    0,
                    0,
                    rule.toString(),
                    codec.write(event),
                    headers,
                    java.util.Optional.empty()));
        }
        changes.apply(records);
        var once = changes.of(rule, Long.MAX_VALUE, 50);
        assertThat(once.items())
                .extracting(change ->
                        change.before() == null ? null : change.before().text())
                .containsExactly("one", "one", null);
        changes.apply(records);
        service.bean(MongoDatabase.class)
                .getCollection("rule-changes")
                .deleteMany(new Document("ruleId", rule.toString()).append("kind", "proposed"));
        changes.apply(records);
        assertThat(changes.of(rule, Long.MAX_VALUE, 50)).isEqualTo(once);
    }

    private static List<Document> documents(MongoDatabase database, UUID user, UUID report, UUID flag) {
        List<Document> documents = new ArrayList<>();
        database.getCollection("people")
                .find(new Document("_id", user.toString()))
                .into(documents);
        database.getCollection("reports")
                .find(new Document("_id", report.toString()))
                .into(documents);
        database.getCollection("flags")
                .find(new Document("_id", flag.toString()))
                .into(documents);
        return documents;
    }

    /** Has the message flagged as the feed would when chat-service noted something with it. */
    private UUID flagged(UUID from, String content) {
        UUID message = Ids.next();
        service.bean(ModerationCommands.class)
                .decide(new FlagMessage(
                        from,
                        Ids.next(),
                        message,
                        content,
                        List.of("contact_details"),
                        2,
                        RunningModerationService.now()));
        return message;
    }

    /** A message of a group, of which the sender's blocker gets the place alone. */
    private UUID withheld(UUID from, UUID blocker, String content) {
        MessageSent message = messageSent(Ids.next(), 2, 1, Ids.next(), from)
                .content(content)
                .at(RunningModerationService.now())
                .build();
        service.write(
                Topics.CHAT_EVENTS.name(),
                message.chatId(),
                EventCodec.of(ChatEvent.class).write(message),
                "chat.message-sent.v1",
                List.of(from),
                List.of(blocker));
        return message.id();
    }

    private UUID sent(UUID from, UUID to, String content) {
        MessageSent message = messageSent(Ids.privateChat(from, to), 2, 1, Ids.next(), from)
                .content(content)
                .at(RunningModerationService.now())
                .build();
        service.write(
                Topics.CHAT_EVENTS.name(),
                message.chatId(),
                EventCodec.of(ChatEvent.class).write(message),
                "chat.message-sent.v1",
                List.of(from, to));
        return message.id();
    }
}
