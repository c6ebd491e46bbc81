package io.livemarket.kit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksStoresTest {

    @TempDir
    private Path parent;

    private Path directory() {
        return parent.resolve("state");
    }

    @Test
    void partitionsKeepTheirEntriesApartAcrossAClose() {
        try (RocksStores stores = new RocksStores(directory())) {
            stores.partition(1).write(Map.of("a", bytes("one")));
            stores.partition(2).write(Map.of("a", bytes("two"), "b", bytes("more")));
        }
        try (RocksStores stores = new RocksStores(directory())) {
            assertThat(stores.partition(1).get("a")).isEqualTo(bytes("one"));
            stores.partition(2).clear();
            assertThat(stores.partition(2).keys("", "", 9)).isEmpty();
            assertThat(stores.partition(1).keys("", "", 9)).containsExactly("a");
        }
    }

    @Test
    void aRangeIsDeletedInItsPartitionAlone() {
        try (RocksStores stores = new RocksStores(directory())) {
            stores.partition(1)
                    .write(Map.of("a:1", bytes("x"), "a:2", bytes("x"), "a:3", bytes("x"), "b:0", bytes("x")));
            stores.partition(2).write(Map.of("a:1", bytes("x")));
            stores.partition(1).deleteRange("a:", "a:3");
            assertThat(stores.partition(1).keys("", "", 9)).containsExactly("a:3", "b:0");
            assertThat(stores.partition(2).keys("", "", 9)).containsExactly("a:1");
        }
    }

    @Test
    void aClosedDatabaseIsNotUsed() {
        RocksStores stores = new RocksStores(directory());
        LocalStore store = stores.partition(0);
        store.write(Map.of("a", bytes("one")));
        stores.close();
        stores.close();
        assertThatThrownBy(() -> store.get("a")).isInstanceOf(LocalStoreException.class);
        assertThatThrownBy(() -> store.write(Map.of("a", bytes("two")))).isInstanceOf(LocalStoreException.class);
        assertThatThrownBy(() -> store.keys("", "", 1)).isInstanceOf(LocalStoreException.class);
        assertThatThrownBy(() -> store.forEach("", (_, _) -> {})).isInstanceOf(LocalStoreException.class);
        assertThatThrownBy(store::clear).isInstanceOf(LocalStoreException.class);
        assertThatThrownBy(store::open).isInstanceOf(LocalStoreException.class);
        assertThatThrownBy(stores::flush).isInstanceOf(LocalStoreException.class);
    }

    @Test
    void aDatabaseThatAnotherHasOpenIsLeftAlone() {
        try (RocksStores former = new RocksStores(directory())) {
            former.partition(0).write(Map.of("a", bytes("one")));
            assertThatThrownBy(() -> new RocksStores(directory()))
                    .isInstanceOf(LocalStoreException.class)
                    .hasMessageContaining("in use");
        }
        try (RocksStores stores = new RocksStores(directory())) {
            assertThat(stores.partition(0).get("a")).isEqualTo(bytes("one"));
        }
    }

    @Test
    void aDamagedBlockDeletesTheDatabaseAtTheNextOpening() throws IOException {
        fill();
        damageFirstBlocks(directory());
        try (RocksStores stores = new RocksStores(directory())) {
            LocalStore reading = stores.partition(0);
            LocalStore beside = stores.partition(1);
            assertThatThrownBy(() -> reading.get("key-0000")).isInstanceOf(LocalStoreException.class);
            // Another partition has decoded values of the lost database: it has to begin again as well.
            assertThatThrownBy(() -> beside.get("key-0000")).isInstanceOf(LocalStoreException.class);

            reading.open();
            assertThat(reading.get("key-0000")).isNull();
            reading.write(Map.of("a", bytes("anew")));
            assertThatThrownBy(() -> beside.write(Map.of("a", bytes("stale")))).isInstanceOf(LocalStoreException.class);
            beside.open();
            assertThat(beside.keys("", "", 9)).isEmpty();
            assertThat(reading.get("a")).isEqualTo(bytes("anew"));
        }
    }

    @Test
    void anIteratorFailsAtADamagedBlock() throws IOException {
        fill();
        damageFirstBlocks(directory());
        try (RocksStores stores = new RocksStores(directory())) {
            assertThatThrownBy(() -> stores.partition(0).forEach("key-", (_, _) -> {}))
                    .isInstanceOf(LocalStoreException.class);
        }
        damageFirstBlocks(directory());
        try (RocksStores stores = new RocksStores(directory())) {
            assertThatThrownBy(() -> stores.partition(0).keys("key-", "", 10_000))
                    .isInstanceOf(LocalStoreException.class);
        }
    }

    /** RocksDB's own word for it is "block checksum mismatch", which is no lock. */
    @Test
    void aDatabaseWithADamagedIndexIsMadeAgain() throws IOException {
        fill();
        for (Path table : tables(directory())) {
            byte[] content = Files.readAllBytes(table);
            for (int i = content.length / 2; i < content.length - 64; i++) {
                content[i] ^= 0x55;
            }
            Files.write(table, content);
        }
        try (RocksStores stores = new RocksStores(directory())) {
            LocalStore store = stores.partition(0);
            store.open();
            assertThat(store.get("key-0000")).isNull();
        }
    }

    private void fill() {
        Map<String, byte[]> values = new HashMap<>();
        for (int i = 0; i < 2_000; i++) {
            values.put("key-%04d".formatted(i), bytes("value " + i * 7919L));
        }
        try (RocksStores stores = new RocksStores(directory())) {
            stores.partition(0).write(values);
            stores.partition(1).write(values);
        }
    }

    /** The first data block of each table; tables still open, since the opening reads their ends alone. */
    static void damageFirstBlocks(Path directory) throws IOException {
        for (Path table : tables(directory)) {
            try (var file = Files.newByteChannel(table, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                file.position(8);
                file.write(java.nio.ByteBuffer.wrap(bytes("damaged-damaged-damaged")));
            }
        }
    }

    private static List<Path> tables(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> tables =
                    files.filter(file -> file.toString().endsWith(".sst")).toList();
            assertThat(tables).isNotEmpty();
            return tables;
        }
    }

    private static byte[] bytes(String text) {
        return CountingDecider.bytes(text);
    }
}
