package io.livemarket.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.events.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ShownSeqsTest {

    private static final UUID ALICE = new UUID(0, 1);
    private static final UUID BOB = new UUID(0, 2);
    private static final UUID MALLORY = new UUID(0, 3);
    private static final UUID CHAT = new UUID(1, 1);

    private final ShownSeqs shownSeqs = new ShownSeqs();

    @Test
    void aShownMessageCoversEarlierSeqsForParticipants() {
        shownSeqs.shown(CHAT, 7, List.of(ALICE, BOB));
        assertThat(shownSeqs.contains(BOB, CHAT, 7)).isTrue();
        assertThat(shownSeqs.contains(ALICE, CHAT, 3)).isTrue();
    }

    @Test
    void laterSeqsAndOtherChatsOrUsersAreNotCovered() {
        shownSeqs.shown(CHAT, 7, List.of(ALICE, BOB));
        assertThat(shownSeqs.contains(BOB, CHAT, 8)).isFalse();
        assertThat(shownSeqs.contains(BOB, new UUID(1, 2), 1)).isFalse();
        assertThat(shownSeqs.contains(MALLORY, CHAT, 1)).isFalse();
    }

    @Test
    void missedMessagesCountForTheirUserAlone() {
        byte[] answer = Json.bytes(Map.of(
                "items",
                List.of(Map.of("chatId", CHAT, "seq", 4), Map.of("chatId", CHAT, "seq", 5)),
                "hasMore",
                false));
        shownSeqs.missed(BOB, MissedMessages.of(answer));
        assertThat(shownSeqs.contains(BOB, CHAT, 5)).isTrue();
        assertThat(shownSeqs.contains(BOB, CHAT, 6)).isFalse();
        assertThat(shownSeqs.contains(MALLORY, CHAT, 5)).isFalse();
    }

    @Test
    void aMessageWithoutAReadablePlaceIsNotNoted() {
        shownSeqs.shown(CHAT, EventFacts.seqOf("{\"chatId\":7".getBytes(StandardCharsets.UTF_8)), List.of(BOB));
        shownSeqs.shown(CHAT, EventFacts.seqOf("{\"seq\":\"x\"}".getBytes(StandardCharsets.UTF_8)), List.of(BOB));
        shownSeqs.shown(CHAT, EventFacts.seqOf("{}".getBytes(StandardCharsets.UTF_8)), List.of(BOB));
        assertThat(shownSeqs.contains(BOB, CHAT, 1)).isFalse();
        assertThat(EventFacts.seqOf("{\"chatId\":{\"seq\":3},\"seq\":9,\"content\":".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(9);
    }

    @Test
    void theCacheIsBoundedAndKeepsTheNewest() {
        TwoGenerationCache<Integer, Integer> lately = new TwoGenerationCache<>(100);
        for (int i = 0; i < 10_000; i++) {
            lately.put(i % 1_000, i, 10);
            assertThat(lately.get(i % 1_000)).isEqualTo(i);
            assertThat(lately.size()).isLessThanOrEqualTo(20);
        }
        assertThat(lately.get(0)).isNull();
    }

    @Test
    void anEntryThatIsPutAgainTakesNoMoreRoom() {
        TwoGenerationCache<Integer, Integer> lately = new TwoGenerationCache<>(100);
        lately.put(1, 0, 60);
        for (int i = 0; i < 1_000; i++) {
            lately.put(2, i, 30);
        }
        assertThat(lately.size()).isEqualTo(2);
    }
}
