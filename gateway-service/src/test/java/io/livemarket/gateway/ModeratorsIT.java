package io.livemarket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Ids;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.moderation.ModerationEvent;
import io.livemarket.events.moderation.ModerationEvent.ReportTaken;
import io.livemarket.events.moderation.ModerationEvent.UserReported;
import io.livemarket.events.moderation.ReportCategory;
import io.livemarket.gateway.testing.TestGateway;
import io.livemarket.gateway.testing.TestSocket;
import io.livemarket.gateway.testing.TestTokens;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.testing.TestProducer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Changes of the moderators' queue reach the sockets of moderators, and no others. */
class ModeratorsIT {

    private static final TestGateway GATEWAY = TestGateway.shared();
    private static final EventCodec<ModerationEvent> EVENTS = EventCodec.of(ModerationEvent.class);
    private static KafkaProducer<String, byte[]> producer;

    private final UUID mod = UUID.randomUUID();
    private final UUID ana = UUID.randomUUID();
    private final UUID bea = UUID.randomUUID();

    @BeforeAll
    static void start() {
        producer = TestProducer.create(GATEWAY.bean(KafkaClients.class), "it-moderation");
    }

    @AfterAll
    static void stop() {
        producer.close();
    }

    private static void happened(ModerationEvent event) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(Topics.MODERATION_EVENTS.name(), event.userId().toString(),
                EVENTS.write(event));
        Envelope.describe(record.headers(), Ids.next().toString(), EVENTS.types().nameOf(event), "/it", Instant.now(), event.userId());
        producer.send(record);
    }

    private UserReported reported(UUID report) {
        return new UserReported(ana, 1, report, bea, ReportCategory.SPAM, "un secreto", List.of(), Instant.now());
    }

    @Test
    void aChangeOfTheQueueReachesModeratorsAndNobodyElse() {
        UUID report = Ids.next();
        try (TestSocket moderators = TestSocket.online(GATEWAY.port(), TestTokens.withRoles(mod, "user", "moderator"));
                TestSocket reportedModerator = TestSocket.online(GATEWAY.port(), TestTokens.withRoles(ana, "user", "moderator"));
                TestSocket operators = TestSocket.online(GATEWAY.port(), TestTokens.withRoles(Ids.next(), "user", "operator"));
                TestSocket reportedUsers = GATEWAY.online(ana); TestSocket reporters = GATEWAY.online(bea)) {
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

    @Test
    void theRoleOfThePresentTokenCounts() {
        try (TestSocket always = TestSocket.online(GATEWAY.port(), TestTokens.withRoles(UUID.randomUUID(), "user", "moderator"));
                TestSocket former = TestSocket.online(GATEWAY.port(), TestTokens.withRoles(mod, "user", "moderator"))) {
            assertThat(former.ask("session:refresh", Map.of("token", TestTokens.of(mod))).path("ok").asBoolean()).isTrue();
            UUID report = Ids.next();
            happened(reported(report));
            always.awaitEvent("moderation:report", "id", report.toString());
            assertThat(former.received()).noneMatch(event -> event.name().startsWith("moderation:"));
        }
    }
}
