package io.livemarket.auth.view;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.moderation.ModerationEvent;
import io.livemarket.events.moderation.ModerationEvent.SuspensionLifted;
import io.livemarket.events.moderation.ModerationEvent.UserSuspended;
import io.livemarket.kit.web.ApiException;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class SuspensionViewTest {

    private static final EventCodec<ModerationEvent> CODEC = EventCodec.of(ModerationEvent.class);
    private static final UUID LUIS = new UUID(2, 2);
    private static final UUID MOD = new UUID(3, 3);
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private Instant now = NOW;
    private final SuspensionView view = new SuspensionView(() -> now);

    private void happens(ModerationEvent event) {
        ConsumerRecord<String, byte[]> record =
                new ConsumerRecord<>("moderation", 0, 0, event.userId().toString(), CODEC.write(event));
        Envelope.put(record.headers(), Envelope.TYPE, CODEC.types().nameOf(event));
        view.apply(record);
    }

    @Test
    void whoIsSuspendedIsRefusedWithTheReasonUntilItIsOver() {
        happens(new UserSuspended(LUIS, 1, MOD, "fraud", NOW.plusSeconds(60), NOW));
        assertThatExceptionOfType(ApiException.class).isThrownBy(() -> view.refuse(LUIS))
                .withMessage("fraud (until 2026-01-01T00:01:00Z)")
                .matches(e -> e.code() == ErrorCode.ACCOUNT_SUSPENDED);
        assertThatNoException().isThrownBy(() -> view.refuse(MOD));
        now = NOW.plusSeconds(60);
        assertThatNoException().isThrownBy(() -> view.refuse(LUIS));
    }

    @Test
    void aSuspensionForEverEndsWhenItIsLifted() {
        happens(new UserSuspended(LUIS, 1, MOD, "fraud", null, NOW));
        now = NOW.plusSeconds(1_000_000_000);
        assertThatExceptionOfType(ApiException.class).isThrownBy(() -> view.refuse(LUIS)).withMessage("fraud");
        happens(new SuspensionLifted(LUIS, 2, MOD, "a mistake", now));
        assertThatNoException().isThrownBy(() -> view.refuse(LUIS));
    }
}
