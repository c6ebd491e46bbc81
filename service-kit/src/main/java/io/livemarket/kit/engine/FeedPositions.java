package io.livemarket.kit.engine;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** How far the feed's logs are taken, as the journal holds it. */
record FeedPositions(List<Place> places) {

    static final ValueCodec<FeedPositions> CODEC = ValueCodec.json(FeedPositions.class);
    static final FeedPositions NONE = new FeedPositions(List.of());

    /**
     * How far one log is taken.
     *
     * @param topicId keeps a topic that was made anew, or copied, apart from the former
     * @param offset the first record that is not taken
     * @param at the timestamp of the last record that is taken, near which the place is found in a copy; 0 when there
     *     is none
     * @param last the id of that record, by which the place is found there; null where it has none, or an earlier
     *     version noted it
     */
    record Place(String topic, int partition, String topicId, long offset, long at, @Nullable String last) {}

    static FeedPositions of(Collection<Place> places) {
        return new FeedPositions(List.copyOf(places));
    }

    Map<TopicPartition, Place> byPartition() {
        Map<TopicPartition, Place> map = new HashMap<>();
        places.forEach(place -> map.put(new TopicPartition(place.topic(), place.partition()), place));
        return map;
    }
}
