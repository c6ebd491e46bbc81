package io.livemarket.kit.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.FlushOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One RocksDB of one engine; each partition has a range of keys of its own. It has no write-ahead log: after a crash it
 * is as it was at some earlier time, with the applied offsets of that time, since a batch is in the memory table as a
 * whole or not at all. A database that does not open, or whose blocks are damaged, is deleted and made again, for all
 * partitions: each folds its logs again.
 */
final class RocksStores implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RocksStores.class);
    private static final long BLOCK_CACHE_BYTES = 32L << 20;
    private static final long MEMORY_TABLE_BYTES = 16L << 20;
    private static final double BLOOM_BITS = 10;
    /** The share of the memory table for a filter of its keys: most keys that deciders look up do not exist. */
    private static final double MEMORY_TABLE_FILTER = 0.05;

    static {
        RocksDB.loadLibrary();
    }

    private final LRUCache cache = new LRUCache(BLOCK_CACHE_BYTES);
    private final BloomFilter bloom = new BloomFilter(BLOOM_BITS);
    private final Options options = new Options()
            .setCreateIfMissing(true)
            .setWriteBufferSize(MEMORY_TABLE_BYTES)
            .setMemtableWholeKeyFiltering(true)
            .setMemtablePrefixBloomSizeRatio(MEMORY_TABLE_FILTER)
            .setMaxBackgroundJobs(2)
            .setCompressionType(CompressionType.LZ4_COMPRESSION)
            .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
            .setKeepLogFileNum(2)
            .setTableFormatConfig(
                    new BlockBasedTableConfig().setBlockCache(cache).setFilterPolicy(bloom));
    private final Path directory;
    /**
     * Shared by operations, exclusive for closing and making again, after which an operation would use memory that is
     * freed.
     */
    private final ReadWriteLock open = new ReentrantReadWriteLock();
    /**
     * The number of times that the database was recreated. Whatever a partition has read of an earlier generation is of
     * no use.
     */
    private volatile long generation;

    private volatile boolean damaged;
    private @Nullable RocksDB database;
    private boolean closed;

    RocksStores(Path directory) {
        this.directory = directory;
        this.database = openOrMake();
    }

    private RocksDB openOrMake() {
        try {
            Files.createDirectories(directory);
            return RocksDB.open(options, directory.toString());
        } catch (RocksDBException e) {
            if (String.valueOf(e.getMessage())
                    .contains(directory.resolve("LOCK").toString())) {
                throw new LocalStoreException("The local state in " + directory.getFileName() + " is in use", e);
            }
            log.warn(
                    "The local state in {} does not open: it is deleted and folded again from the logs: {}",
                    directory.getFileName(),
                    e.getMessage());
            return makeAgain();
        } catch (IOException e) {
            throw new LocalStoreException("The directory of the local state cannot be made", e);
        }
    }

    private RocksDB makeAgain() {
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
        return new RocksPartition(this, partition);
    }

    long generation() {
        return generation;
    }

    /**
     * Makes a damaged database again.
     *
     * @return the generation of the database from now on
     */
    long ready() {
        open.writeLock().lock();
        try {
            if (closed) {
                throw new LocalStoreException("The local state is closed", null);
            }
            if (damaged) {
                log.warn(
                        "The local state in {} is damaged: it is deleted and folded again from the logs",
                        directory.getFileName());
                closeDatabase();
                database = makeAgain();
                generation++;
                damaged = false;
            }
            return generation;
        } finally {
            open.writeLock().unlock();
        }
    }

    /** Writes the memory table to disk, so that a restart folds fewer records. Returns before it is written. */
    void flush() {
        whileOpen(generation, "written to disk", opened -> {
            try (FlushOptions flush = new FlushOptions().setWaitForFlush(false)) {
                opened.flush(flush);
            }
            return null;
        });
    }

    /** An operation on the open database. */
    interface Operation<T> {
        @Nullable
        T run(RocksDB database) throws RocksDBException;
    }

    /**
     * Runs an operation on the database of a generation.
     *
     * @throws LocalStoreException when it fails, or the database is closed, damaged, or of a later generation
     */
    <T> @Nullable T whileOpen(long of, String what, Operation<T> operation) {
        open.readLock().lock();
        try {
            RocksDB opened = database;
            if (closed || damaged || of != generation || opened == null) {
                throw new LocalStoreException(
                        "The local state is " + (closed ? "closed" : "damaged, or was made again"), null);
            }
            return operation.run(opened);
        } catch (RocksDBException e) {
            if (isDamage(e.getStatus())) {
                damaged = true;
            }
            throw new LocalStoreException("The local state cannot be " + what, e);
        } finally {
            open.readLock().unlock();
        }
    }

    /** Whether the failure would come back with each repeat, since data on the disk is wrong or cannot be read. */
    private static boolean isDamage(@Nullable Status status) {
        return status != null
                && (status.getCode() == Status.Code.Corruption
                        || status.getCode() == Status.Code.IOError && status.getSubCode() != Status.SubCode.NoSpace);
    }

    @Override
    public void close() {
        open.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                closeDatabase();
                options.close();
                bloom.close();
                cache.close();
            }
        } finally {
            open.writeLock().unlock();
        }
    }

    private void closeDatabase() {
        RocksDB opened = database;
        if (opened == null) {
            return; // The database could not be recreated.
        }
        try (FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
            opened.flush(flush);
        } catch (RocksDBException e) {
            log.warn(
                    "The local state is not written to disk: the next start folds more of the logs: {}",
                    e.getMessage());
        }
        opened.close();
        database = null;
    }
}
