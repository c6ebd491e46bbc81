package io.livemarket.kit.engine;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The local copy of one partition's state: ordered keys and values, as bytes. Everything in it is made from committed
 * records, so that it may be lost at any time, at the price of folding the partition again.
 */
public interface LocalStore {

    /**
     * Opens the store. A damaged store is empty afterwards.
     *
     * @throws LocalStoreException when it can neither be opened nor recreated
     */
    default void open() {}

    /** The value of a key; null where there is none. */
    byte @Nullable [] get(String key);

    /**
     * Writes all changes or, after a crash, none of them.
     *
     * @param changes key → new value; null deletes the key
     */
    void write(Map<String, byte @Nullable []> changes);

    /**
     * Deletes all keys from one on up to another, exclusive, at a cost that does not grow with their number. A crash
     * may undo the deletion, as it may undo the newest writes.
     */
    void deleteRange(String from, String to);

    /** Visits the entries whose key begins with the prefix, in the order of their keys. */
    void forEach(String prefix, BiConsumer<String, byte[]> visitor);

    /**
     * The keys that begin with the prefix, in order.
     *
     * @param after the key before the first, which need not exist
     * @param most the most keys
     */
    List<String> keys(String prefix, String after, int most);

    /** Deletes everything of this partition. */
    void clear();
}
