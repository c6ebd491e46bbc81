package io.livemarket.kit.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.FlushOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One RocksDB of one engine; each partition has a range of keys of its own. It writes no log ahead: after a crash it is as it was
 * at some earlier moment, with the applied offsets of that moment, since a batch is in the memory table as a whole or not at all.
 * A database that does not open is deleted.
 */
final class RocksStores implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RocksStores.class);
    private static final long BLOCK_CACHE_BYTES = 32L << 20;
    private static final long MEMORY_TABLE_BYTES = 16L << 20;
    private static final double BLOOM_BITS = 10;

    static {
        RocksDB.loadLibrary();
    }

    private final LRUCache cache = new LRUCache(BLOCK_CACHE_BYTES);
    private final BloomFilter bloom = new BloomFilter(BLOOM_BITS);
    private final Options options = new Options()
            .setCreateIfMissing(true)
            .setWriteBufferSize(MEMORY_TABLE_BYTES)
            .setMaxBackgroundJobs(2)
            .setCompressionType(CompressionType.LZ4_COMPRESSION)
            .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
            .setKeepLogFileNum(2)
            .setTableFormatConfig(new BlockBasedTableConfig().setBlockCache(cache).setFilterPolicy(bloom));
    private final WriteOptions unlogged = new WriteOptions().setDisableWAL(true);
    private final RocksDB database;
    /** Operations share it, closing has it alone: what comes after would use memory that is freed. */
    private final ReadWriteLock open = new ReentrantReadWriteLock();
    private boolean closed;

    RocksStores(Path directory) {
        this.database = open(directory);
    }

    private RocksDB open(Path directory) {
        try {
            Files.createDirectories(directory);
            return RocksDB.open(options, directory.toString());
        } catch (RocksDBException e) {
            if (String.valueOf(e.getMessage()).contains("lock")) {
                throw new LocalStoreException("The local state in " + directory.getFileName() + " is in use", e);
            }
            log.warn("The local state in {} does not open and is made again from the log: {}", directory.getFileName(),
                    e.getMessage());
            return openAnew(directory);
        } catch (IOException e) {
            throw new LocalStoreException("The directory of the local state cannot be made", e);
        }
    }

    private RocksDB openAnew(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
            Files.createDirectories(directory);
            return RocksDB.open(options, directory.toString());
        } catch (IOException | RocksDBException e) {
            throw new LocalStoreException("The local state cannot be made again", e);
        }
    }

    LocalStore partition(int partition) {
        return new Partition(partition);
    }

    /** Writes the memory table to disk, so that a restart folds fewer records. Returns before it is written. */
    void flush() {
        whileOpen("written to disk", () -> {
            try (FlushOptions flush = new FlushOptions().setWaitForFlush(false)) {
                database.flush(flush);
            }
            return null;
        });
    }

    private interface Operation<T> {
        T run() throws RocksDBException;
    }

    private <T> T whileOpen(String what, Operation<T> operation) {
        open.readLock().lock();
        try {
            if (closed) {
                throw new LocalStoreException("The local state is closed", null);
            }
            return operation.run();
        } catch (RocksDBException e) {
            throw new LocalStoreException("The local state cannot be " + what, e);
        } finally {
            open.readLock().unlock();
        }
    }

    @Override
    public void close() {
        open.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                closeDatabase();
            }
        } finally {
            open.writeLock().unlock();
        }
    }

    private void closeDatabase() {
        try (FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
            database.flush(flush);
        } catch (RocksDBException e) {
            log.warn("The local state is not written to disk; the next start folds more of the log: {}", e.getMessage());
        }
        database.close();
        options.close();
        unlogged.close();
        bloom.close();
        cache.close();
    }

    private final class Partition implements LocalStore {

        private static final int PREFIX_BYTES = Short.BYTES;
        private final short partition;

        Partition(int partition) {
            this.partition = (short) partition;
        }

        @Override
        public byte[] get(String key) {
            return whileOpen("read", () -> database.get(bytes(key)));
        }

        @Override
        public void write(Map<String, byte[]> changes) {
            whileOpen("written", () -> {
                try (WriteBatch batch = new WriteBatch()) {
                    for (Map.Entry<String, byte[]> change : changes.entrySet()) {
                        if (change.getValue() == null) {
                            batch.delete(bytes(change.getKey()));
                        } else {
                            batch.put(bytes(change.getKey()), change.getValue());
                        }
                    }
                    database.write(unlogged, batch);
                }
                return null;
            });
        }

        @Override
        public void forEach(String prefix, BiConsumer<String, byte[]> visitor) {
            byte[] from = bytes(prefix);
            whileOpen("read", () -> {
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
            whileOpen("read", () -> {
                try (RocksIterator entries = database.newIterator()) {
                    for (entries.seek(from); entries.isValid() && startsWith(entries.key(), every) && keys.size() < most;
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
            whileOpen("deleted", () -> {
                database.deleteRange(unlogged, prefix(partition), prefix(partition + 1));
                return null;
            });
        }

        private static String text(byte[] key) {
            return new String(key, PREFIX_BYTES, key.length - PREFIX_BYTES, StandardCharsets.UTF_8);
        }

        private byte[] bytes(String key) {
            byte[] text = key.getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.allocate(PREFIX_BYTES + text.length).putShort(partition).put(text).array();
        }

        private static byte[] prefix(int partition) {
            return ByteBuffer.allocate(PREFIX_BYTES).putShort((short) partition).array();
        }

        private static boolean startsWith(byte[] key, byte[] prefix) {
            return key.length >= prefix.length
                    && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
        }
    }
}
