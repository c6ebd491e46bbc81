package io.livemarket.gateway.moderators;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Ids;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.moderation.ModerationEvent;
import io.livemarket.events.moderation.ModerationEvent.FlagResolved;
import io.livemarket.events.moderation.ModerationEvent.MessageFlagged;
import io.livemarket.events.moderation.ModerationEvent.ReportAnnotated;
import io.livemarket.events.moderation.ModerationEvent.ReportResolved;
import io.livemarket.events.moderation.ModerationEvent.ReportTaken;
import io.livemarket.events.moderation.ModerationEvent.UserBlocked;
import io.livemarket.events.moderation.ModerationEvent.UserReported;
import io.livemarket.events.moderation.ReportCategory;
import io.livemarket.events.moderation.ReportOutcome;
import io.livemarket.gateway.delivery.FrameSink;
import io.livemarket.gateway.testing.ManualTimer;
import io.livemarket.socketio.EncodedEvent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class QueueDeliveryTest {

    private static final EventCodec<ModerationEvent> EVENTS = EventCodec.of(ModerationEvent.class);
    private static final Instant AT = Instant.parse("2026-01-05T10:00:00Z");
    private static final UUID ANA = Ids.next();
    private static final UUID MOD = Ids.next();

    private final List<String> heard = new ArrayList<>();
    private boolean room = true;
    private UUID listening = MOD;
    private final ManualTimer timer = new ManualTimer();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final QueueDelivery delivery = new QueueDelivery(
            (but, action) -> {
                if (!but.equals(listening)) {
                    action.accept(socket());
                }
            },
            timer,
            metrics);

    private FrameSink socket() {
        return new FrameSink() {
            @Override
            public void emit(EncodedEvent event) {
                String packet = event.packet("/", -1).frame(0).toString();
                heard.add(packet.substring(packet.indexOf('[')));
            }

            @Override
            public boolean hasRoom() {
                return room;
            }

            @Override
            public void overflown() {
                throw new AssertionError("The queue is not worth a connection");
            }
        };
    }

    private void happened(ModerationEvent event) {
        ConsumerRecord<String, byte[]> record =
                new ConsumerRecord<>("t", 0, 0, event.userId().toString(), EVENTS.write(event));
        Envelope.describe(record.headers(), "id", EVENTS.types().nameOf(event), "/it", AT, event.userId());
        delivery.changed(record);
    }

    private UserReported reported(UUID report) {
        return new UserReported(ANA, 1, report, Ids.next(), ReportCategory.FRAUD, "un secreto", List.of(), AT);
    }

    @Test
    void aNewReportHasItsCategoryAndNoContent() {
        UUID report = Ids.next();
        UserReported event = reported(report);
        happened(event);
        timer.pass(QueueDelivery.WINDOW);
        assertThat(heard)
                .containsExactly("[\"moderation:report\",{\"id\":\"" + report + "\",\"userId\":\"" + ANA
                        + "\",\"category\":\"fraud\",\"status\":\"open\",\"at\":\"2026-01-05T10:00:00Z\"}]");
        assertThat(heard.toString())
                .doesNotContain("secreto", event.reporterId().toString());
    }

    @Test
    void noModeratorIsNotifiedOfTheirOwnCases() {
        listening = ANA;
        happened(reported(Ids.next()));
        happened(new MessageFlagged(ANA, 2, Ids.next(), Ids.next(), "un secreto", List.of("scam"), 3, AT));
        timer.pass(QueueDelivery.WINDOW);
        assertThat(heard).isEmpty();
    }

    @Test
    void aNewFlagIsNamedWithoutItsContent() {
        happened(new MessageFlagged(ANA, 1, Ids.next(), Ids.next(), "un secreto", List.of("scam"), 3, AT));
        timer.pass(QueueDelivery.WINDOW);
        assertThat(heard)
                .singleElement()
                .asString()
                .startsWith("[\"moderation:flag\"")
                .contains("\"categories\":[\"scam\"]", "\"status\":\"open\"")
                .doesNotContain("secreto");
    }

    @Test
    void changesOfOneEntryAreMergedWithoutModerators() {
        UUID report = Ids.next();
        happened(new ReportTaken(ANA, 2, report, MOD, AT));
        happened(new ReportResolved(ANA, 3, report, Ids.next(), MOD, ReportOutcome.UPHELD, "una nota", AT));
        timer.pass(QueueDelivery.WINDOW);
        assertThat(heard)
                .singleElement()
                .asString()
                .contains("\"status\":\"resolved\",\"outcome\":\"upheld\"")
                .doesNotContain("una nota", MOD.toString());
    }

    /** A note has no status of its report: gathered with the report's first event it must leave that event's status. */
    @Test
    void aMergedChangeKeepsEarlierValues() {
        UUID report = Ids.next();
        UUID message = Ids.next();
        happened(reported(report));
        happened(new ReportAnnotated(ANA, 2, report, MOD, "una nota", AT.plusMillis(1)));
        happened(new MessageFlagged(ANA, 3, report, message, "un secreto", List.of("scam"), 3, AT));
        happened(new FlagResolved(ANA, 4, message, MOD, ReportOutcome.DISMISSED, "una nota", AT.plusMillis(2)));
        timer.pass(QueueDelivery.WINDOW);
        assertThat(heard).hasSize(2);
        assertThat(heard.getFirst())
                .contains("\"category\":\"fraud\",\"status\":\"open\",\"at\":\"2026-01-05T10:00:00.001Z\"");
        assertThat(heard.getLast())
                .contains(
                        "\"chatId\":\"" + report,
                        "\"categories\":[\"scam\"],\"status\":\"resolved\",\"outcome\":\"dismissed\"");
        assertThat(heard.toString()).doesNotContain("una nota", "un secreto", MOD.toString());
    }

    @Test
    void eventsOutsideTheQueueAreNotNotified() {
        happened(new UserBlocked(ANA, 1, Ids.next(), AT));
        assertThat(timer.waiting()).isZero();
    }

    @Test
    void aFloodIsCutAndASlowSocketIsSpared() {
        for (int i = 0; i < QueueDelivery.CAPACITY + 50; i++) {
            happened(reported(Ids.next()));
        }
        timer.pass(QueueDelivery.WINDOW);
        assertThat(heard).hasSize(QueueDelivery.CAPACITY);
        assertThat(metrics.get("livemarket.moderators.events.shed").counter().count())
                .isEqualTo(50);
        room = false;
        happened(reported(Ids.next()));
        timer.pass(QueueDelivery.WINDOW);
        assertThat(heard).hasSize(QueueDelivery.CAPACITY);
        assertThat(metrics.get("livemarket.moderators.events.shed").counter().count())
                .isEqualTo(51);
    }
}
