package io.livemarket.kit.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The state of one partition: the fold of its events and its journal. Changes of a batch are staged, and kept once the
 * batch is committed to Kafka. The changes of many batches are written to the local store together, with the offsets of
 * the logs that they were made from. The store has no write-ahead log: a crash loses the newest writes anyway, and they
 * are folded again. For the partition's thread alone.
 */
public final class PartitionState {

    /** The keys of the engine itself; prefixes of deciders begin with a letter. */
    private static final String APPLIED = "!applied:";

    private static final String POSITION = "!position";
    private static final String LAST_COMMAND = "!last-command";
    private static final String IDENTITY = "!identity";
    private static final String WRITTEN_AT = "!written-at";
    private static final String FEED = "!feed";

    private static final int UNWRITTEN_AT_MOST = 500;
    private static final long WRITE_AFTER_MILLIS = 1_000;

    private final LocalStore store;
    /** Throws an {@link UnproducibleException} for an entry of more bytes than the journal accepts. */
    private final IntConsumer producible;

    private final List<Entries<?>> kinds = new ArrayList<>();
    private final Entries<FeedPositions> feed;
    /** The positions of the changes that are not in the store yet; absent when there are none. */
    private @Nullable FoldedUpTo unwritten;
    /**
     * The time at which the first of those changes was committed. The store has no later change, however long the
     * thread stood still since.
     */
    private long unwrittenSince;

    private long writeAt = PartitionDecider.NEVER;

    public PartitionState(LocalStore store) {
        this(store, new RecordSizes(), "the journal");
    }

    /**
     * @param sizes the limits of records
     * @param journal the topic of journaled entries
     */
    PartitionState(LocalStore store, RecordSizes sizes, String journal) {
        this.store = store;
        this.producible = entry -> sizes.check(journal, entry);
        this.feed = new Entries<>(store, FEED, FeedPositions.CODEC, producible, 0, this::write);
        kinds.add(feed);
    }

    /** The offsets up to which the feed is taken, by the journal. */
    FeedPositions feed() {
        return feed.get("").orElse(FeedPositions.NONE);
    }

    /** Stages the offsets up to which the feed is taken. */
    void feed(FeedPositions taken) {
        feed.put("", taken);
    }

    /**
     * Entries that follow from the events alone.
     *
     * @param prefix the prefix of their keys; ends with a colon, and no other kind begins with it
     * @param cached the most values that are kept decoded, 0 for none
     */
    public <V> Entries<V> derived(String prefix, ValueCodec<V> codec, int cached) {
        return add(new Entries<>(store, prefix, codec, null, cached, this::write));
    }

    /**
     * Entries that no event has: each change goes into the journal, in the transaction of its batch. Staging a value
     * that is larger than a broker accepts throws an {@link UnproducibleException}.
     */
    public <V> Entries<V> journaled(String prefix, ValueCodec<V> codec, int cached) {
        return add(new Entries<>(store, prefix, codec, producible, cached, this::write));
    }

    private <V> Entries<V> add(Entries<V> entries) {
        if (entries.prefix().startsWith("!")
                || kinds.stream().anyMatch(k -> k.prefix().equals(entries.prefix()))) {
            throw new IllegalArgumentException("The prefix " + entries.prefix() + " is taken");
        }
        kinds.add(entries);
        return entries;
    }

    /** The staged changes of journaled entries: key → value, null for a deletion. */
    public Map<String, byte @Nullable []> journalChanges() {
        Map<String, byte @Nullable []> changes = new HashMap<>();
        kinds.stream().filter(Entries::isJournaled).forEach(kind -> kind.collect(changes));
        return changes;
    }

    /** Stages the change of a journal record; a key of no known kind is of another version, and is ignored. */
    void foldJournal(String key, byte @Nullable [] value) {
        for (Entries<?> kind : kinds) {
            if (kind.isJournaled() && key.startsWith(kind.prefix())) {
                kind.restore(key.substring(kind.prefix().length()), value);
                return;
            }
        }
    }

    int stagedChanges() {
        return kinds.stream().mapToInt(Entries::stagedChanges).sum();
    }

    /**
     * Keeps the staged changes, and writes all changes that are not in the store yet, with the positions in the logs.
     */
    void commit(FoldedUpTo folded) {
        keep(folded, System.currentTimeMillis());
        write();
    }

    /**
     * Keeps the staged changes; they are written together with later ones, within about a second if {@link #writeIfDue}
     * is called.
     */
    void keep(FoldedUpTo folded, long nowMillis) {
        kinds.forEach(Entries::committed);
        FoldedUpTo earlier = unwritten;
        unwrittenSince = earlier == null ? nowMillis : unwrittenSince;
        unwritten = earlier == null ? folded : folded.after(earlier);
        writeAt = kinds.stream().mapToInt(Entries::unwrittenChanges).sum() >= UNWRITTEN_AT_MOST
                ? nowMillis
                : Math.min(writeAt, nowMillis + WRITE_AFTER_MILLIS);
    }

    /** The time at which {@link #writeIfDue} is to be called, in epoch milliseconds. */
    long writeAt() {
        return writeAt;
    }

    void writeIfDue(long nowMillis) {
        if (writeAt <= nowMillis) {
            write();
        }
    }

    /** Writes the committed changes that are not in the store yet, if there are any. */
    void write() {
        FoldedUpTo folded = unwritten;
        if (folded == null) {
            return;
        }
        Map<String, byte @Nullable []> changes = new HashMap<>();
        collectState(changes);
        folded.applied().forEach((topic, offset) -> changes.put(APPLIED + topic, text(offset)));
        changes.put(POSITION, text(folded.position()));
        String lastCommand = folded.lastCommand();
        changes.put(LAST_COMMAND, lastCommand == null ? null : lastCommand.getBytes(StandardCharsets.UTF_8));
        changes.put(WRITTEN_AT, text(unwrittenSince));
        kinds.forEach(Entries::deleteUnwritten);
        store.write(changes);
        written();
    }

    private void collectState(Map<String, byte @Nullable []> changes) {
        kinds.forEach(kind -> kind.collectUnwritten(changes));
    }

    private void written() {
        kinds.forEach(Entries::written);
        unwritten = null;
        writeAt = PartitionDecider.NEVER;
    }

    /** Drops the staged changes, and the kinds of entries that deciders declared. */
    void reset() {
        write();
        kinds.forEach(Entries::drop);
        kinds.clear();
        kinds.add(feed);
    }

    /** Drops all changes that are not in the store; they are folded from the logs again. */
    void forget() {
        written();
        reset();
    }

    /**
     * The first offset of a log that is not folded yet, by the store; records that were committed since the last write
     * may be folded as well.
     */
    public long applied(String topic) {
        return number(store.get(APPLIED + topic));
    }

    /** The offset of the next command to be decided, by the store. */
    long position() {
        return number(store.get(POSITION));
    }

    /** The id of the last command before the position; null where the store does not have it. */
    @Nullable
    String lastCommand() {
        byte[] id = store.get(LAST_COMMAND);
        return id == null ? null : new String(id, StandardCharsets.UTF_8);
    }

    /** The time up to which the store has all committed changes, in epoch milliseconds; 0 for an empty store. */
    long writtenAt() {
        return number(store.get(WRITTEN_AT));
    }

    /**
     * Opens the store, and empties it unless it was made from exactly these logs, by this version.
     *
     * @return whether the store was empty or is still of use
     */
    boolean claim(String identity) {
        store.open();
        byte[] before = store.get(IDENTITY);
        if (before != null && identity.equals(new String(before, StandardCharsets.UTF_8))) {
            return true;
        }
        clear(identity);
        return before == null;
    }

    void clear(String identity) {
        store.clear();
        store.write(Map.of(IDENTITY, identity.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * The offsets up to which the logs are folded.
     *
     * @param applied topic → the first offset that is not folded
     * @param position the offset of the first command that is not decided
     * @param lastCommand the id of the command before it; absent where it has none
     */
    record FoldedUpTo(
            Map<String, Long> applied,
            long position,
            @Nullable String lastCommand) {

        /** These offsets, and those of an earlier place for the topics that this one does not name. */
        FoldedUpTo after(FoldedUpTo earlier) {
            Map<String, Long> all = new HashMap<>(earlier.applied());
            all.putAll(applied);
            return new FoldedUpTo(all, position, lastCommand);
        }
    }

    private static byte[] text(long number) {
        return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
    }

    private static long number(byte @Nullable [] text) {
        return text == null ? 0 : Long.parseLong(new String(text, StandardCharsets.US_ASCII));
    }
}
