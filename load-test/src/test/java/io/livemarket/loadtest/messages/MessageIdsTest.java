package io.livemarket.loadtest.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MessageIdsTest {

    private final MessageIds ids = new MessageIds();

    @Test
    void everyIdIsAUuidInCanonicalForm() {
        for (int index : new int[] {0, 1, 255, 1_000_000, Integer.MAX_VALUE}) {
            UUID uuid = UUID.fromString(ids.of(index));
            assertThat(uuid).hasToString(ids.of(index));
            assertThat(uuid.version()).isEqualTo(8);
            assertThat(uuid.variant()).isEqualTo(2);
            assertThat(ids.indexOf(ids.of(index))).isEqualTo(index);
        }
    }

    @Test
    void idsOfAnotherRunAndAnythingElseAreForeign() {
        String mine = ids.of(3);
        assertThat(ids.indexOf(new MessageIds().of(3))).isEqualTo(-1);
        assertThat(ids.indexOf(null)).isEqualTo(-1);
        assertThat(ids.indexOf(mine + "0")).isEqualTo(-1);
        assertThat(ids.indexOf(mine.substring(0, 35) + "x")).isEqualTo(-1);
        assertThat(ids.indexOf(mine.substring(0, 24) + "ffffffffffff")).isEqualTo(-1);
    }

    @Test
    void aPrivateChatHasTheSameIdFromBothSides() {
        String alice = "0f7c1f5e-0000-4000-8000-000000000001";
        String bob = "f07c1f5e-0000-4000-8000-000000000002";
        assertThat(ChatIds.between(alice, bob)).isEqualTo(ChatIds.between(bob, alice));
        assertThat(UUID.fromString(ChatIds.between(alice, bob)).version()).isEqualTo(5);
        // Worked out with Python: uuid.uuid5(UUID("6f1d4c1e-2a5b-5c0e-9b63-1f0a7c9d4e21"), alice + ":" + bob)
        assertThat(ChatIds.between(alice, bob)).isEqualTo("702b9dc3-2152-58f4-9fc6-c5f573689d11");
    }

    @Test
    void contentsHaveTheRequestedSizeWithoutJsonEscapes() {
        for (int size : new int[] {1, 2, 100, 7_999}) {
            Contents contents = new Contents(size);
            for (int index = 0; index < 100; index++) {
                String text = contents.text(index);
                assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSize(size);
                assertThat(text).doesNotContainPattern("[\"\\\\\\p{Cntrl}0-9@]").isEqualTo(text.strip());
            }
        }
    }
}
