package io.livemarket.kit.engine;

import io.livemarket.kit.kafka.Letter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One kind of entry in a partition's state, by key. Changes are staged until {@link PartitionState} commits or drops
 * them; reads see staged changes. Committed changes are kept here until they are written to the store, many at once.
 * Values are immutable; recently used ones are kept decoded. For the partition's thread alone.
 */
public final class Entries<V> {

    private final LocalStore store;
    private final String prefix;
    private final ValueCodec<V> codec;
    /** Checks the size of each value before it is staged; absent for entries that are not journaled. */
    private final @Nullable IntConsumer producible;
    /** Writes the committed changes to the store. */
    private final Runnable settle;

    private final Map<String, Change<V>> staged = new LinkedHashMap<>();
    /** The committed changes that are not in the store yet. */
    private final Map<String, Change<V>> unwritten = new HashMap<>();

    private final Map<String, V> decoded;
    /**
     * The keys below which all entries are deleted, among staged changes and among committed changes that are not in
     * the store yet; empty for none.
     */
    private String stagedBelow = "";

    private String unwrittenBelow = "";
    private BiConsumer<String, Optional<V>> follower = (_, _) -> {};

    /**
     * The change of a key.
     *
     * @param value empty for a deletion
     * @param bytes the bytes of the value where they were needed before it was staged
     */
    private record Change<V>(Optional<V> value, byte @Nullable [] bytes) {

        static <V> Change<V> deletion() {
            return new Change<>(Optional.empty(), null);
        }

        byte @Nullable [] bytes(ValueCodec<V> codec) {
            return bytes != null ? bytes : value.map(codec.write()).orElse(null);
        }
    }

    Entries(
            LocalStore store,
            String prefix,
            ValueCodec<V> codec,
            @Nullable IntConsumer producible,
            int cached,
            Runnable settle) {
        this.settle = settle;
        this.store = store;
        this.prefix = prefix;
        this.codec = codec;
        this.producible = producible;
        this.decoded = cached == 0 ? new NothingKept<>() : new LeastRecentlyUsed<>(cached);
    }

    /** The value of a key. */
    public Optional<V> get(String key) {
        Change<V> change = staged.get(key);
        if (change != null) {
            return change.value();
        }
        if (key.compareTo(stagedBelow) < 0) {
            return Optional.empty();
        }
        V known = decoded.get(key);
        if (known == null) {
            Change<V> committed = unwritten.get(key);
            if (committed != null) {
                return committed.value();
            }
            if (key.compareTo(unwrittenBelow) < 0) {
                return Optional.empty();
            }
            byte[] stored = store.get(prefix + key);
            if (stored == null) {
                return Optional.empty();
            }
            known = codec.read().apply(stored);
            decoded.put(key, known);
        }
        return Optional.of(known);
    }

    /**
     * Stages a value.
     *
     * @throws UnproducibleException when the entry is journaled and larger than a broker accepts
     */
    public void put(String key, V value) {
        byte[] bytes = null;
        if (producible != null) {
            bytes = codec.write().apply(value);
            producible.accept(Letter.size(prefix + key, bytes));
        }
        stage(key, new Change<>(Optional.of(value), bytes));
    }

    /**
     * Calls a consumer for each change that is staged, changes from the journal included, to keep derived entries, such
     * as an index. Entries that the store has already are not followed: a new follower needs a new version of the
     * state.
     *
     * @param changes takes the key, and the value or empty
     */
    public void follow(BiConsumer<String, Optional<V>> changes) {
        follower = changes;
    }

    /** Stages the deletion of a key. */
    public void delete(String key) {
        stage(key, Change.deletion());
    }

    /**
     * Stages the deletion of all keys before this one, at the cost of one change however many there are. The deletion
     * is not followed.
     *
     * @throws IllegalStateException for journaled entries: the journal has no such change
     */
    public void deleteBelow(String key) {
        if (isJournaled()) {
            throw new IllegalStateException("Entries of the journal are deleted one by one");
        }
        staged.keySet().removeIf(each -> each.compareTo(key) < 0);
        stagedBelow = later(stagedBelow, key);
    }

    private static String later(String one, String other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    /** Visits all entries, staged changes included, in the order of their keys. */
    public void forEach(BiConsumer<String, V> visitor) {
        forEach("", visitor);
    }

    /** Visits the entries whose keys begin with a text, staged changes included, in the order of their keys. */
    public void forEach(String beginning, BiConsumer<String, V> visitor) {
        settle.run();
        Map<String, V> all = new TreeMap<>();
        store.forEach(
                prefix + beginning,
                (key, value) ->
                        all.put(key.substring(prefix.length()), codec.read().apply(value)));
        all.keySet().removeIf(key -> key.compareTo(stagedBelow) < 0);
        staged.forEach((key, change) -> {
            if (key.startsWith(beginning)) {
                change.value().ifPresentOrElse(v -> all.put(key, v), () -> all.remove(key));
            }
        });
        all.forEach(visitor);
    }

    /** Visits all committed entries, one after another, without staged changes. */
    public void forEachCommitted(BiConsumer<String, V> visitor) {
        settle.run();
        store.forEach(
                prefix,
                (key, value) -> visitor.accept(
                        key.substring(prefix.length()), codec.read().apply(value)));
    }

    /**
     * The keys of committed entries, in order, without staged changes.
     *
     * @param after the key before the first; empty for the beginning
     * @param most the most keys
     */
    public List<String> committedKeys(String after, int most) {
        settle.run();
        return store.keys(prefix, prefix + after, most).stream()
                .map(key -> key.substring(prefix.length()))
                .toList();
    }

    String prefix() {
        return prefix;
    }

    boolean isJournaled() {
        return producible != null;
    }

    /** Stages the value of a journal record; an absent value is a deletion. */
    void restore(String key, byte @Nullable [] value) {
        stage(key, new Change<>(Optional.ofNullable(value).map(codec.read()), value));
    }

    private void stage(String key, Change<V> change) {
        staged.put(key, change);
        follower.accept(key, change.value());
    }

    int stagedChanges() {
        return staged.size();
    }

    /** Adds the staged changes under their full keys, as bytes; null for a deletion. */
    void collect(Map<String, byte @Nullable []> changes) {
        collect(staged, changes);
    }

    /** Adds the committed changes that are not in the store yet, in the form of {@link #collect}. */
    void collectUnwritten(Map<String, byte @Nullable []> changes) {
        collect(unwritten, changes);
    }

    private void collect(Map<String, Change<V>> entries, Map<String, byte @Nullable []> changes) {
        entries.forEach((key, change) -> changes.put(prefix + key, change.bytes(codec)));
    }

    /** Makes the staged changes committed ones. */
    void committed() {
        if (!stagedBelow.isEmpty()) {
            decoded.keySet().removeIf(key -> key.compareTo(stagedBelow) < 0);
            unwritten.keySet().removeIf(key -> key.compareTo(stagedBelow) < 0);
            unwrittenBelow = later(unwrittenBelow, stagedBelow);
            stagedBelow = "";
        }
        staged.forEach(
                (key, change) -> change.value().ifPresentOrElse(v -> decoded.put(key, v), () -> decoded.remove(key)));
        unwritten.putAll(staged);
        staged.clear();
    }

    /**
     * Deletes the range of {@link #deleteBelow} from the store, which is the only place of entries that were written
     * earlier.
     */
    void deleteUnwritten() {
        if (!unwrittenBelow.isEmpty()) {
            store.deleteRange(prefix, prefix + unwrittenBelow);
        }
    }

    /** Forgets the committed changes, which the store has now. */
    void written() {
        unwritten.clear();
        unwrittenBelow = "";
    }

    int unwrittenChanges() {
        return unwritten.size();
    }

    void drop() {
        staged.clear();
        stagedBelow = "";
    }

    private static final class LeastRecentlyUsed<V> extends LinkedHashMap<String, V> {

        private static final long serialVersionUID = 1L;
        private final int most;

        LeastRecentlyUsed(int most) {
            super(16, 0.75f, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > most;
        }
    }

    private static final class NothingKept<V> extends HashMap<String, V> {

        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable V put(String key, V value) {
            return null;
        }
    }
}
