package io.livemarket.kit.compact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class UuidMapTest {

    private final Random random = new Random(7);

    @Test
    void itHoldsTheEntriesOfAMap() {
        UuidMap<String> compact = new UuidMap<>();
        Map<UUID, String> map = new HashMap<>();
        for (int i = 0; i < 50_000; i++) {
            UUID id = i % 3 == 0 && !map.isEmpty() ? map.keySet().iterator().next() : randomId();
            assertThat(compact.put(id, "v" + i)).isEqualTo(map.put(id, "v" + i) == null);
        }
        assertThat(compact.size()).isEqualTo(map.size());
        map.forEach((id, value) -> assertThat(compact.get(id)).contains(value));
        for (int i = 0; i < 1_000; i++) {
            assertThat(compact.get(randomId())).isEmpty();
        }
    }

    /** They have equal halves, or differ in a bit, or in nothing but a half that is zero. */
    @Test
    void idsThatAreAlikeAreDifferentIds() {
        UuidSet set = new UuidSet();
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            ids.addAll(List.of(
                    new UUID(0, 1L << i), new UUID(1L << i, 0), new UUID(1L << i, 1L << i), new UUID(-1, 1L << i)));
        }
        ids.forEach(id -> {
            assertThat(set.contains(id)).isFalse();
            assertThat(set.add(id)).isTrue();
            assertThat(set.add(id)).isFalse();
        });
        assertThat(ids).allMatch(set::contains);
        assertThat(set.size()).isEqualTo(ids.size());
        assertThat(set.contains(new UUID(0, 0))).isFalse();
    }

    @Test
    void aRemovedValueMayBePutAgain() {
        UuidMap<String> map = new UuidMap<>();
        for (UUID id : List.of(randomId(), new UUID(0, 5))) {
            map.put(id, "a");
            map.put(id, null);
            assertThat(map.get(id)).isEmpty();
            map.put(id, "b");
            assertThat(map.get(id)).contains("b");
        }
        assertThat(map.size()).isEqualTo(2);
    }

    /** 16 bytes are the id itself. A set of objects takes 56, with compact object headers. */
    @Test
    void anIdTakesLessThan32BytesOfHeap() {
        UuidSet set = new UuidSet();
        UuidMap<String> map = new UuidMap<>();
        for (int i = 1; i <= 400_000; i++) {
            UUID id = randomId();
            set.add(id);
            map.put(id, "");
            if (i == 20_000 || i % 100_000 == 0) {
                assertThat(set.bytes() / i).as("%s ids", i).isBetween(20L, 31L);
                assertThat(map.bytes() / i).as("%s ids with values", i).isBetween(25L, 39L);
            }
        }
    }

    /** An id that was added before a look is found with its own value, however often the table grows meanwhile. */
    @Test
    void readersFindEntriesDuringGrowth() throws InterruptedException {
        UuidMap<UUID> map = new UuidMap<>();
        UUID[] ids = new UUID[200_000];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = randomId();
        }
        AtomicBoolean wrong = new AtomicBoolean();
        int[] added = {0};
        java.lang.invoke.VarHandle count = java.lang.invoke.MethodHandles.arrayElementVarHandle(int[].class);
        Thread reader = Thread.ofPlatform().start(() -> {
            Random any = new Random(3);
            for (int there = 0; there < ids.length; there = (int) count.getAcquire(added, 0)) {
                UUID id = ids[there == 0 ? 0 : any.nextInt(there)];
                if (there > 0 && !map.get(id).filter(id::equals).isPresent()) {
                    wrong.set(true);
                }
                if (map.get(new UUID(id.getMostSignificantBits(), 1)).isPresent()) {
                    wrong.set(true);
                }
            }
        });
        for (UUID id : ids) {
            map.put(id, id);
            count.setRelease(added, 0, added[0] + 1);
        }
        reader.join();
        assertThat(wrong).isFalse();
    }

    /** As the services make them: version 7, by time. */
    private UUID randomId() {
        long time = 0x0190_0000_0000L + random.nextInt(1 << 30);
        return new UUID(
                time << 16 | 0x7000 | random.nextInt(1 << 12),
                random.nextLong() & 0x3fff_ffff_ffff_ffffL | Long.MIN_VALUE);
    }
}
