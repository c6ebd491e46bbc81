package io.livemarket.chat.projection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param nextCursor the cursor of the next page; absent on the last page
 */
public record Page<T>(
        List<T> items, boolean hasMore, @Nullable String nextCursor) {}
