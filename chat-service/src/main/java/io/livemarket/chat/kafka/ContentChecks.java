package io.livemarket.chat.kafka;

import io.livemarket.chat.content.Screener;
import io.livemarket.chat.hook.MessageHook;

/**
 * The checks of contents.
 *
 * @param screener the rules on content
 * @param hook the marketplace's own check of messages
 */
public record ContentChecks(Screener screener, MessageHook hook) {

    /** The rules on content alone. */
    static ContentChecks of(Screener screener) {
        return new ContentChecks(screener, MessageHook.OFF);
    }
}
