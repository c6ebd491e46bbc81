package io.livemarket.chat.projection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the message of each chat with which a further page of a search begins, by a binary search over the times of
 * their messages, of all chats together.
 */
final class SearchStarts {

    /** The most buckets that are examined in vain because a chat's start is not searched more precisely. */
    static final int NEAR = 20;

    private final SearchedBuckets buckets;

    SearchStarts(SearchedBuckets buckets) {
        this.buckets = buckets;
    }

    /** The buckets of a chat among which the one is that has the newest message not newer than a time. */
    private record Range(long low, long high) {

        long middle() {
            return low + (high - low + 1) / 2;
        }

        boolean isWide() {
            return high - low > NEAR;
        }
    }

    /** For each chat a {@code seq} such that every message that is older than the position is not after it. */
    Map<ReadableChat, Long> of(List<ReadableChat> chats, @Nullable SearchPosition after) {
        Map<ReadableChat, Long> starts = new LinkedHashMap<>();
        chats.forEach(chat -> starts.put(chat, chat.to()));
        if (after != null) {
            Map<ReadableChat, Range> ranges = new HashMap<>();
            for (ReadableChat chat : chats) {
                Range all = new Range(MessageBuckets.bucket(chat.from()), MessageBuckets.bucket(chat.to()));
                if (after.chatId().equals(chat.chatId())) {
                    starts.merge(chat, after.seq() - 1, Math::min);
                } else if (all.isWide() && chat.activeAt() > after.at()) {
                    ranges.put(chat, all);
                }
            }
            narrow(ranges, after.at());
            ranges.forEach((chat, range) -> starts.merge(chat, MessageBuckets.lastOf(range.high()), Math::min));
        }
        return starts;
    }

    private void narrow(Map<ReadableChat, Range> ranges, long at) {
        while (ranges.values().stream().anyMatch(Range::isWide)) {
            Map<String, Long> times = times(ranges.entrySet().stream()
                    .filter(entry -> entry.getValue().isWide())
                    .map(entry -> middleOf(entry.getKey(), entry.getValue()))
                    .toList());
            ranges.replaceAll((chat, range) -> range.isWide()
                    ? times.getOrDefault(middleOf(chat, range), at) > at
                            ? new Range(range.low(), range.middle() - 1)
                            : new Range(range.middle(), range.high())
                    : range);
        }
    }

    private static String middleOf(ReadableChat chat, Range range) {
        return MessageBuckets.id(chat.chatId(), range.middle());
    }

    /** The time of the first message of each bucket; absent for an empty bucket. */
    private Map<String, Long> times(Collection<String> ids) {
        Map<String, Long> times = new HashMap<>();
        buckets.marks(ids).forEach((id, bucket) -> {
            if (bucket.firstAt() != 0) {
                times.put(id, bucket.firstAt());
            }
        });
        List<String> others = new ArrayList<>(ids);
        others.removeAll(times.keySet());
        buckets.whole(others)
                .forEach((id, messages) -> messages.stream()
                        .findFirst()
                        .ifPresent(m -> times.put(id, m.getDate("createdAt").getTime())));
        return times;
    }
}
