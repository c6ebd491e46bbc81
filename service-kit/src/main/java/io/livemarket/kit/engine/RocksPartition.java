package io.livemarket.kit.engine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** One partition's range of keys in the database of an engine: each key begins with the partition's number. */
final class RocksPartition implements LocalStore {

    private static final int PREFIX_BYTES = Short.BYTES;
    private static final WriteOptions UNLOGGED = new WriteOptions().setDisableWAL(true);

    private final RocksStores stores;
    private final short partition;
    private long generation;

    RocksPartition(RocksStores stores, int partition) {
        this.stores = stores;
        this.partition = (short) partition;
        this.generation = stores.generation();
    }

    @Override
    public void open() {
        generation = stores.ready();
    }

    private <T> @Nullable T whileOpen(String what, RocksStores.Operation<T> operation) {
        return stores.whileOpen(generation, what, operation);
    }

    @Override
    public byte @Nullable [] get(String key) {
        return whileOpen("read", database -> database.get(bytes(key)));
    }

    @Override
    public void write(Map<String, byte @Nullable []> changes) {
        whileOpen("written", database -> {
            try (WriteBatch batch = new WriteBatch()) {
                for (Map.Entry<String, byte @Nullable []> change : changes.entrySet()) {
                    byte[] value = change.getValue();
                    if (value == null) {
                        batch.delete(bytes(change.getKey()));
                    } else {
                        batch.put(bytes(change.getKey()), value);
                    }
                }
                database.write(UNLOGGED, batch);
            }
            return null;
        });
    }

    @Override
    public void deleteRange(String from, String to) {
        whileOpen("deleted", database -> {
            database.deleteRange(UNLOGGED, bytes(from), bytes(to));
            return null;
        });
    }

    @Override
    public void forEach(String prefix, BiConsumer<String, byte[]> visitor) {
        byte[] from = bytes(prefix);
        whileOpen("read", database -> {
            try (RocksIterator entries = database.newIterator()) {
                for (entries.seek(from); entries.isValid() && startsWith(entries.key(), from); entries.next()) {
                    visitor.accept(text(entries.key()), entries.value());
                }
                entries.status();
            }
            return null;
        });
    }

    @Override
    public List<String> keys(String prefix, String after, int most) {
        byte[] every = bytes(prefix);
        byte[] from = bytes(after.compareTo(prefix) < 0 ? prefix : after);
        List<String> keys = new ArrayList<>();
        whileOpen("read", database -> {
            try (RocksIterator entries = database.newIterator()) {
                for (entries.seek(from);
                        entries.isValid() && startsWith(entries.key(), every) && keys.size() < most;
                        entries.next()) {
                    if (!Arrays.equals(entries.key(), from)) {
                        keys.add(text(entries.key()));
                    }
                }
                entries.status();
            }
            return null;
        });
        return keys;
    }

    @Override
    public void clear() {
        whileOpen("deleted", database -> {
            database.deleteRange(UNLOGGED, prefix(partition), prefix(partition + 1));
            return null;
        });
    }

    private static String text(byte[] key) {
        return new String(key, PREFIX_BYTES, key.length - PREFIX_BYTES, StandardCharsets.UTF_8);
    }

    private byte[] bytes(String key) {
        byte[] text = key.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(PREFIX_BYTES + text.length)
                .putShort(partition)
                .put(text)
                .array();
    }

    private static byte[] prefix(int partition) {
        return ByteBuffer.allocate(PREFIX_BYTES).putShort((short) partition).array();
    }

    private static boolean startsWith(byte[] key, byte[] prefix) {
        return key.length >= prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }
}
