package io.livemarket.chat.domain;

import static io.livemarket.chat.domain.Decision.accept;
import static io.livemarket.chat.domain.Decision.reject;
import static io.livemarket.chat.domain.Decision.unchanged;

import io.livemarket.chat.domain.Chat.Open;
import io.livemarket.events.chat.ListingCommand;
import io.livemarket.events.chat.ListingCommand.ShowListing;
import io.livemarket.events.chat.ListingEvent.ListingChanged;
import io.livemarket.events.errors.ErrorCode;

/**
 * Decides the commands about the listing of a chat. Pure, as {@link ChatDecider} is. A chat shows rising versions of
 * its product alone, so that a repeated or late command changes nothing.
 */
final class ListingDecider {

    private ListingDecider() {}

    static Decision decide(Chat chat, ListingCommand command) {
        return switch (command) {
            case ShowListing c -> shown(chat, c);
        };
    }

    private static Decision shown(Chat chat, ShowListing show) {
        if (!isWhole(show)) {
            return reject(ErrorCode.INVALID_REQUEST);
        }
        if (!(chat instanceof Open open) || !open.isAbout(show.productId())) {
            return reject(ErrorCode.CHAT_NOT_FOUND);
        }
        return open.shows(show.productVersion()) ? unchanged(open) : accept(changed(open, show));
    }

    /** Whether the command has all its parts; a decoded record may lack them. */
    private static boolean isWhole(ShowListing show) {
        return show.productId() != null
                && show.productVersion() > 0
                && show.state() != null
                && show.price() != null
                && show.price().wellFormed();
    }

    private static ListingChanged changed(Open open, ShowListing show) {
        return new ListingChanged(
                open.chatId(),
                open.version() + 1,
                show.productId(),
                show.productVersion(),
                show.state(),
                show.price(),
                ChatDecider.later(open, show.requestedAt()));
    }
}
