package io.livemarket.chat.content;

import io.livemarket.chat.domain.Screening;
import io.livemarket.events.chat.ChatRole;
import org.jspecify.annotations.Nullable;

/**
 * Screens a text against the rules on content. Called by deciding threads: an implementation must be quick and must
 * never block.
 */
@FunctionalInterface
public interface Screener {

    /** Finds nothing in any text. */
    Screener NONE = (content, _, _) -> Screening.clean(content);

    /**
     * The result of screening one text.
     *
     * @param afterDeal whether both participants agreed on a deal before the text was written
     * @param role the author's role in the chat; absent in a chat about nothing
     */
    Screening screen(String content, boolean afterDeal, @Nullable ChatRole role);
}
