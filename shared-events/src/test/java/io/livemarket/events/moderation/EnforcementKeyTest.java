package io.livemarket.events.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.moderation.EnforcementState.BlockInForce;
import io.livemarket.events.moderation.EnforcementState.EnforcementComplete;
import io.livemarket.events.moderation.EnforcementState.SuspensionInForce;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EnforcementKeyTest {

    private static final UUID ANA = UUID.fromString("019bc0de-03e8-7025-8000-c83fb72e3759");
    private static final UUID LUIS = UUID.fromString("019bc0de-07d0-7b41-8000-5d0c1be1a264");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void aStateAndItsEndHaveOneKey() {
        String suspension = new SuspensionInForce(ANA, 1, "spam", null).key();
        String block = new BlockInForce(ANA, 2, LUIS).key();
        assertThat(suspension).isEqualTo(ANA + ":suspension");
        assertThat(block).isEqualTo(ANA + ":block:" + LUIS);
        assertThat(EnforcementKey.of(new ModerationEvent.SuspensionLifted(ANA, 3, LUIS, "x", NOW))
                        .orElseThrow()
                        .text())
                .isEqualTo(suspension);
        assertThat(EnforcementKey.of(new ModerationEvent.UserUnblocked(ANA, 4, LUIS, NOW))
                        .orElseThrow()
                        .text())
                .isEqualTo(block);
        assertThat(EnforcementKey.of(new ModerationEvent.UserWarned(ANA, 5, LUIS, "x", NOW)))
                .isEmpty();
    }

    @Test
    void aKeyIsReadBackAndOtherTextsAreNone() {
        for (EnforcementKey key : List.of(EnforcementKey.ofSuspension(ANA), EnforcementKey.ofBlock(ANA, LUIS))) {
            assertThat(EnforcementKey.parse(key.text())).contains(key);
        }
        for (String text : List.of(
                "",
                EnforcementComplete.KEY,
                ANA.toString(),
                ANA + ":block:",
                ANA + ":block:x",
                ANA + ":mute:" + LUIS,
                "x".repeat(36) + ":suspension",
                ANA + ":suspension:")) {
            assertThat(EnforcementKey.parse(text)).as(text).isEmpty();
        }
        assertThat(EnforcementKey.parse(null)).isEmpty();
    }
}
