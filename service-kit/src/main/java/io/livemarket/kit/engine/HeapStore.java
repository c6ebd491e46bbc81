package io.livemarket.kit.engine;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A local store in the heap, for small states and for tests. */
public final class HeapStore implements LocalStore {

    private final NavigableMap<String, byte[]> entries = new ConcurrentSkipListMap<>();

    @Override
    public byte @Nullable [] get(String key) {
        return entries.get(key);
    }

    @Override
    public void write(Map<String, byte @Nullable []> changes) {
        changes.forEach((key, value) -> {
            if (value == null) {
                entries.remove(key);
            } else {
                entries.put(key, value);
            }
        });
    }

    @Override
    public void deleteRange(String from, String to) {
        entries.subMap(from, to).clear();
    }

    @Override
    public void forEach(String prefix, BiConsumer<String, byte[]> visitor) {
        for (Map.Entry<String, byte[]> entry : entries.tailMap(prefix, true).entrySet()) {
            if (!entry.getKey().startsWith(prefix)) {
                return;
            }
            visitor.accept(entry.getKey(), entry.getValue());
        }
    }

    @Override
    public List<String> keys(String prefix, String after, int most) {
        return entries.tailMap(after, false).keySet().stream()
                .filter(key -> key.compareTo(prefix) >= 0)
                .takeWhile(key -> key.startsWith(prefix))
                .limit(most)
                .toList();
    }

    @Override
    public void clear() {
        entries.clear();
    }
}
