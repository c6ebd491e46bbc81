package io.livemarket.kit.engine;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * One kind of entry in a partition's state, by key. Changes are staged until {@link PartitionState} commits or drops them; reads see
 * staged changes. What is committed reaches the store later, many changes at once: until then it is kept here. Values are immutable:
 * those used lately are kept decoded. For the partition's thread alone.
 */
public final class Entries<V> {

    private final LocalStore store;
    private final String prefix;
    private final ValueCodec<V> codec;
    private final boolean journaled;
    /** Brings what is committed into the store. */
    private final Runnable settle;
    private final Map<String, Optional<V>> staged = new LinkedHashMap<>();
    /** Committed, and not in the store yet. */
    private final Map<String, Optional<V>> unwritten = new HashMap<>();
    private final Map<String, V> decoded;

    Entries(LocalStore store, String prefix, ValueCodec<V> codec, boolean journaled, int cached, Runnable settle) {
        this.settle = settle;
        this.store = store;
        this.prefix = prefix;
        this.codec = codec;
        this.journaled = journaled;
        this.decoded = cached == 0 ? new NothingKept<>() : new LeastRecentlyUsed<>(cached);
    }

    /** The value under a key. */
    public Optional<V> get(String key) {
        Optional<V> change = staged.get(key);
        if (change != null) {
            return change;
        }
        V known = decoded.get(key);
        if (known == null) {
            Optional<V> committed = unwritten.get(key);
            if (committed != null) {
                return committed;
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

    /** Stages a value. */
    public void put(String key, V value) {
        staged.put(key, Optional.of(value));
    }

    /** Stages the deletion of a key. */
    public void delete(String key) {
        staged.put(key, Optional.empty());
    }

    /** Visits all entries, staged changes included, in the order of their keys. */
    public void forEach(BiConsumer<String, V> visitor) {
        forEach("", visitor);
    }

    /** Visits the entries whose keys begin with a text, staged changes included, in the order of their keys. */
    public void forEach(String beginning, BiConsumer<String, V> visitor) {
        settle.run();
        Map<String, V> all = new TreeMap<>();
        store.forEach(prefix + beginning, (key, value) -> all.put(key.substring(prefix.length()), codec.read().apply(value)));
        staged.forEach((key, value) -> {
            if (key.startsWith(beginning)) {
                value.ifPresentOrElse(v -> all.put(key, v), () -> all.remove(key));
            }
        });
        all.forEach(visitor);
    }

    /** Visits all committed entries, one after another; changes that are staged only do not show. */
    public void forEachCommitted(BiConsumer<String, V> visitor) {
        settle.run();
        store.forEach(prefix, (key, value) -> visitor.accept(key.substring(prefix.length()), codec.read().apply(value)));
    }

    /**
     * Keys of committed entries, in order; changes that are staged only do not show.
     *
     * @param after the key before the first; empty for the beginning
     * @param most  how many at most
     */
    public List<String> committedKeys(String after, int most) {
        settle.run();
        return store.keys(prefix, prefix + after, most).stream().map(key -> key.substring(prefix.length())).toList();
    }

    String prefix() {
        return prefix;
    }

    boolean isJournaled() {
        return journaled;
    }

    /** Takes what a journal record holds: bytes, or null for a deletion. */
    void restore(String key, byte[] value) {
        staged.put(key, Optional.ofNullable(value).map(codec.read()));
    }

    int stagedChanges() {
        return staged.size();
    }

    /** Adds the staged changes under their full keys, as bytes; null deletes. */
    void collect(Map<String, byte[]> changes) {
        collect(staged, changes);
    }

    /** Adds what is committed and not in the store yet, as {@link #collect} does. */
    void collectUnwritten(Map<String, byte[]> changes) {
        collect(unwritten, changes);
    }

    private void collect(Map<String, Optional<V>> entries, Map<String, byte[]> changes) {
        entries.forEach((key, value) -> changes.put(prefix + key, value.map(codec.write()).orElse(null)));
    }

    /** The staged changes are committed. */
    void committed() {
        staged.forEach((key, value) -> value.ifPresentOrElse(v -> decoded.put(key, v), () -> decoded.remove(key)));
        unwritten.putAll(staged);
        staged.clear();
    }

    /** What was committed is in the store now. */
    void written() {
        unwritten.clear();
    }

    int unwrittenChanges() {
        return unwritten.size();
    }

    void drop() {
        staged.clear();
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
        public V put(String key, V value) {
            return null;
        }
    }
}
