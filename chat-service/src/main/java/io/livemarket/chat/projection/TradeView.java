package io.livemarket.chat.projection;

import io.livemarket.events.chat.ChatType;
import org.jspecify.annotations.Nullable;

/**
 * The deal and the listing of a private chat, as both participants see them.
 *
 * @param deal absent for a group, for a chat with a person of support, and in a short answer
 * @param listing the listing that the chat is about, after its newest change; absent before the first change
 */
public record TradeView(@Nullable DealView deal, @Nullable ListingView listing) {

    static final TradeView NONE = new TradeView(null, null);

    static TradeView of(ChatDocument chat) {
        if (chat.type() != ChatType.PRIVATE) {
            return NONE;
        }
        TradeView trade = new TradeView(chat.deal(), chat.listing());
        return chat.hasSupport() ? trade.withoutDeal() : trade;
    }

    TradeView withoutDeal() {
        return new TradeView(null, listing);
    }
}
