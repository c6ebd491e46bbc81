package io.livemarket.chat.projection;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.bson.Document;

/** The stored messages, as a search reads them. */
interface SearchedBuckets {

    /** The marks of the messages of buckets, by the bucket's id; without the buckets that do not exist. */
    Map<String, MarkedBucket> marks(Collection<String> ids);

    /** The messages of whole buckets by {@code seq}, by the bucket's id; without the buckets that do not exist. */
    Map<String, List<Document>> whole(Collection<String> ids);
}
