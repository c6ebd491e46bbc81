package io.livemarket.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {

    private static final UUID ANA = UUID.fromString("0190f3a0-0000-7000-8000-000000000001");
    private static final UUID BEA = UUID.fromString("0190f3a0-0000-7000-8000-000000000002");
    private static final UUID LOW = UUID.fromString("00000000-0000-4000-8000-000000000000");
    /** As a signed number below {@link #LOW}, as text above it. */
    private static final UUID HIGH = UUID.fromString("ffffffff-ffff-4fff-bfff-ffffffffffff");

    /** Vectors made with Python's {@code uuid.uuid5}; they may never change, or known chats are lost. */
    @Test
    void aPrivateChatHasTheDocumentedId() {
        assertThat(Ids.PRIVATE_CHATS).hasToString("6f1d4c1e-2a5b-5c0e-9b63-1f0a7c9d4e21");
        assertThat(Ids.privateChat(ANA, BEA)).hasToString("ee6bbb3c-5a5f-5fda-91fc-ed9a45f854ca");
        assertThat(Ids.privateChat(LOW, HIGH)).hasToString("7366ea76-f0ad-500c-b301-00ccbbe61ecf");
        assertThat(Ids.privateChat(ANA, ANA)).hasToString("fd0c8d03-3981-5ce7-99b6-b7c4f75af11b");
    }

    @Test
    void aPrivateChatsIdIgnoresTheOrderOfUsers() {
        assertThat(Ids.privateChat(HIGH, LOW)).isEqualTo(Ids.privateChat(LOW, HIGH));
        Random random = new Random(20260115);
        for (int i = 0; i < 1000; i++) {
            UUID one = new UUID(random.nextLong(), random.nextLong());
            UUID other = new UUID(random.nextLong(), random.nextLong());
            assertThat(Ids.privateChat(one, other))
                    .isEqualTo(Ids.privateChat(other, one))
                    .isNotEqualTo(Ids.privateChat(one, one));
        }
    }

    @Test
    void onlyATimeOrderedIdHasItsTime() {
        long before = System.currentTimeMillis();
        assertThat(Ids.timeOf(Ids.next()).getAsLong()).isBetween(before, System.currentTimeMillis());
        assertThat(Ids.timeOf(ANA)).hasValue(0x0190f3a00000L);
        assertThat(Ids.timeOf(LOW)).isEmpty();
        assertThat(Ids.timeOf(Ids.privateChat(ANA, BEA))).isEmpty();
    }

    @Test
    void aNameHasOneIdPerNamespace() {
        assertThat(Ids.named(ANA, "móvil-7f3a")).hasToString("68e43417-dea1-5c3f-83b2-7a33540c8baa");
        assertThat(Ids.named(BEA, "móvil-7f3a")).isNotEqualTo(Ids.named(ANA, "móvil-7f3a"));
    }

    @Test
    void newIdsAreVersion7AndRise() {
        List<String> ids =
                Stream.generate(Ids::next).limit(10_000).map(UUID::toString).toList();

        assertThat(ids).isSorted().doesNotHaveDuplicates().allMatch(id -> id.charAt(14) == '7');
    }

    @Test
    void newIdsCarryTheTimeOfDayInMilliseconds() {
        long before = System.currentTimeMillis();
        long stamped = Ids.next().getMostSignificantBits() >>> 16;

        assertThat(stamped).isBetween(before, System.currentTimeMillis() + 1000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0190f3a0-0000-7000-8000-00000000000a", "0190F3A0-0000-7000-8000-00000000000A"})
    void aCanonicalIdIsReadInEitherCase(String text) {
        assertThat(Ids.parse(text)).contains(new UUID(0x0190f3a000007000L, 0x800000000000000aL));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "1-1-1-1-1",
                "0190f3a0-0000-7000-8000-00000000000",
                "0190f3a0-0000-7000-8000-00000000000a0",
                "0190f3a0-0000-7000-8000-00000000000g",
                "0190f3a000007000800000000000000a",
                " 190f3a0-0000-7000-8000-00000000000a",
                "0190f3a0-0000-7000-8000-00000000000a\n",
                "{0190f3a0-0000-7000-8000-000000000a}",
                "0190f3a00-000-7000-8000-00000000000a",
                "0190f3a0-0000-7000-8000--0000000000a",
                "0190f3a0-0000-7000-8000-0000000000é0",
                "０190f3a0-0000-7000-8000-00000000000a"
            })
    void anUncanonicalTextIsNoId(String text) {
        assertThat(Ids.parse(text)).isEmpty();
    }
}
