package io.livemarket.presence.projection;

import java.util.List;

/**
 * A page of a list.
 *
 * @param nextCursor what to ask for the page after it with; null on the last one
 */
public record Page<T>(List<T> items, String nextCursor) {}
