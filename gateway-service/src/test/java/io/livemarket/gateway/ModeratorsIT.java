package io.livemarket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.livemarket.events.Ids;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.moderation.EnforcementKey;
import io.livemarket.events.moderation.EnforcementState;
import io.livemarket.events.moderation.EnforcementState.SuspensionInForce;
import io.livemarket.events.moderation.ModerationEvent;
import io.livemarket.events.moderation.ModerationEvent.ReportTaken;
import io.livemarket.events.moderation.ModerationEvent.UserReported;
import io.livemarket.events.moderation.ModerationEvent.UserSuspended;
import io.livemarket.events.moderation.ReportCategory;
import io.livemarket.events.users.RoleEvent;
import io.livemarket.gateway.callers.RevokedRoles;
import io.livemarket.gateway.testing.TestGateway;
import io.livemarket.gateway.testing.TestSocket;
import io.livemarket.gateway.testing.TestTokens;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.testkit.running.TestProducer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes of the moderators' queue reach the sockets of moderators, and no others. */
class ModeratorsIT {

    private static final TestGateway GATEWAY = TestGateway.shared();
    private static final EventCodec<ModerationEvent> EVENTS = EventCodec.of(ModerationEvent.class);
    private static final EventCodec<RoleEvent> ROLES = EventCodec.of(RoleEvent.class);
    private static KafkaProducer<String, byte[]> producer;

    private final UUID mod = UUID.randomUUID();
    private final UUID ana = UUID.randomUUID();
    private final UUID bea = UUID.randomUUID();

    @BeforeAll
    static void start() {
        producer = TestProducer.create(GATEWAY.bean(KafkaClients.class).producer("it-moderation"));
    }

    @AfterAll
    static void stop() {
        producer.close();
    }

    private static void happened(ModerationEvent event) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(
                Topics.MODERATION_EVENTS.name(), event.userId().toString(), EVENTS.write(event));
        Envelope.describe(
                record.headers(),
                Ids.next().toString(),
                EVENTS.types().nameOf(event),
                "/it",
                Instant.now(),
                event.userId());
        producer.send(record);
    }

    private UserReported reported(UUID report) {
        return new UserReported(ana, 1, report, bea, ReportCategory.SPAM, "un secreto", List.of(), Instant.now());
    }

    @Test
    void onlyModeratorsAreNotifiedOfTheQueue() {
        UUID report = Ids.next();
        try (TestSocket moderators = TestSocket.online(GATEWAY.port(), TestTokens.withRoles(mod, "user", "moderator"));
                TestSocket reportedModerator =
                        TestSocket.online(GATEWAY.port(), TestTokens.withRoles(ana, "user", "moderator"));
                TestSocket operators =
                        TestSocket.online(GATEWAY.port(), TestTokens.withRoles(Ids.next(), "user", "operator"));
                TestSocket reportedUsers = GATEWAY.online(ana);
                TestSocket reporters = GATEWAY.online(bea)) {
            happened(reported(report));
            TestSocket.Event heard = moderators.awaitEvent("moderation:report", "id", report.toString());
            assertThat(heard.text("category")).isEqualTo("spam");
            assertThat(heard.text("status")).isEqualTo("open");
            happened(new ReportTaken(ana, 2, report, mod, Instant.now()));
            moderators.awaitEvent("moderation:report", "status", "taken");
            for (TestSocket other : List.of(operators, reportedModerator, reportedUsers, reporters)) {
                assertThat(other.received()).noneMatch(event -> event.name().startsWith("moderation:"));
            }
        }
    }

    /** By the enforcement topic, and by the event alone, as an earlier version of moderation-service publishes it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void onlyTheSuspendedUsersSocketsEnd(boolean enforced) {
        try (TestSocket suspended = GATEWAY.online(ana);
                TestSocket other = GATEWAY.online(bea)) {
            if (enforced) {
                enforced(new SuspensionInForce(ana, 1, "spam", null), ana);
            } else {
                happened(new UserSuspended(ana, 1, mod, "spam", null, Instant.now()));
            }
            assertThat(suspended.awaitEvent("session:suspended", _ -> true).text("code"))
                    .isEqualTo("account_suspended");
            await().atMost(Duration.ofSeconds(30)).until(() -> !suspended.isOpen());
            assertThat(other.isOpen()).isTrue();
            assertThat(other.received("session:suspended")).isEmpty();
        }
        assertThatThrownBy(() -> GATEWAY.online(ana)).hasMessageContaining("account_suspended");
        enforced(null, ana);
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
            try (TestSocket again = GATEWAY.online(ana)) {
                return again.isOpen();
            }
        });
    }

    /** @param state null for the end of the user's suspension */
    private static void enforced(SuspensionInForce state, UUID user) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(
                Topics.MODERATION_ENFORCEMENT.name(),
                EnforcementKey.ofSuspension(user).text(),
                state == null ? null : EventCodec.of(EnforcementState.class).write(state));
        Envelope.describe(
                record.headers(),
                Ids.next().toString(),
                "moderation.suspension-in-force.v1",
                "/it",
                Instant.now(),
                user);
        Envelope.put(record.headers(), Envelope.VERSION, state == null ? "2" : "1");
        producer.send(record);
    }

    /**
     * The end of the role and the report come over two topics: the first has its effect before the second is written.
     */
    @Test
    void aModeratorWithARevokedRoleGetsNoMoreEvents() {
        try (TestSocket always = TestSocket.online(
                        GATEWAY.port(), TestTokens.withRoles(UUID.randomUUID(), "user", "moderator"));
                TestSocket former = TestSocket.online(GATEWAY.port(), TestTokens.moderatorAt(mod, 3))) {
            RoleEvent revoked = new RoleEvent.RoleRevoked(mod, "moderator", UUID.randomUUID(), 4, Instant.now());
            ProducerRecord<String, byte[]> record =
                    new ProducerRecord<>(Topics.USERS_ROLES.name(), mod.toString(), ROLES.write(revoked));
            Envelope.describe(
                    record.headers(), Ids.next().toString(), ROLES.types().nameOf(revoked), "/it", Instant.now(), mod);
            producer.send(record);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> GATEWAY.bean(RevokedRoles.class)
                            .endOf(mod, "moderator")
                            .isPresent());
            assertThat(former.ask("session:refresh", Map.of("token", TestTokens.moderatorAt(mod, 3)))
                            .path("ok")
                            .asBoolean())
                    .isFalse();
            UUID report = Ids.next();
            happened(reported(report));
            always.awaitEvent("moderation:report", "id", report.toString());
            assertThat(former.received()).noneMatch(event -> event.name().startsWith("moderation:"));
            assertThat(former.isOpen()).isTrue();
        }
    }

    @Test
    void theRoleOfThePresentTokenCounts() {
        try (TestSocket always = TestSocket.online(
                        GATEWAY.port(), TestTokens.withRoles(UUID.randomUUID(), "user", "moderator"));
                TestSocket former = TestSocket.online(GATEWAY.port(), TestTokens.withRoles(mod, "user", "moderator"))) {
            assertThat(former.ask("session:refresh", Map.of("token", TestTokens.of(mod)))
                            .path("ok")
                            .asBoolean())
                    .isTrue();
            UUID report = Ids.next();
            happened(reported(report));
            always.awaitEvent("moderation:report", "id", report.toString());
            assertThat(former.received()).noneMatch(event -> event.name().startsWith("moderation:"));
        }
    }
}
