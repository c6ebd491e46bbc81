package io.livemarket.chat.content;

import io.livemarket.chat.domain.Screening;

/** Says what the rules on content come to for a text. Called by deciding threads: must be quick, and never wait. */
@FunctionalInterface
public interface Screener {

    /** Says nothing about anything. */
    Screener NONE = (content, _) -> Screening.clean(content);

    /** @param afterDeal whether the two who write agreed on a deal */
    Screening screen(String content, boolean afterDeal);
}
