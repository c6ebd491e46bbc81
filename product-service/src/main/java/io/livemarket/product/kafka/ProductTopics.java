package io.livemarket.product.kafka;

import io.livemarket.events.kafka.Topic;
import io.livemarket.events.kafka.Topics;
import java.time.Duration;

/** The topics that only product-service reads and writes. */
public final class ProductTopics {

    /** The journal of the deciders, with the offset up to which commands without events are decided. Compacted. */
    public static final Topic JOURNAL =
            new Topic("livemarket.products.journal.v1", "kind and id", "product-service", null, false, true);

    /** The dead letter topic for commands that cannot be decided. */
    public static final Topic DEAD_LETTERS = deadLetters(Topics.PRODUCTS_COMMANDS, "product", "product-service");

    private ProductTopics() {}

    private static Topic deadLetters(Topic topic, String key, String owner) {
        return new Topic(topic.deadLetters(), key, owner, Duration.ofDays(90), false, false);
    }
}
