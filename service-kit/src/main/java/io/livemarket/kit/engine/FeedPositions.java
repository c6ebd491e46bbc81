package io.livemarket.kit.engine;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The offsets up to which the topics of the feed are taken, as the journal has them. */
record FeedPositions(List<Place> places) {

    static final ValueCodec<FeedPositions> CODEC = ValueCodec.json(FeedPositions.class);
    static final FeedPositions NONE = new FeedPositions(List.of());

    /**
     * The offset up to which one partition of the feed is taken.
     *
     * @param topicId the id of the topic, which distinguishes it from a former topic of its name, and from a copy
     * @param offset the first record that is not taken
     * @param at the timestamp of the last record that is taken, near which the place is found in a copy; 0 when there
     *     is none
     * @param last the id of that record, by which the place is found in a copy; absent where it has none, and in
     *     entries of earlier versions
     */
    record Place(
            String topic,
            int partition,
            String topicId,
            long offset,
            long at,
            @Nullable String last) {}

    static FeedPositions of(Collection<Place> places) {
        return new FeedPositions(List.copyOf(places));
    }

    Map<TopicPartition, Place> byPartition() {
        Map<TopicPartition, Place> map = new HashMap<>();
        places.forEach(place -> map.put(new TopicPartition(place.topic(), place.partition()), place));
        return map;
    }
}
