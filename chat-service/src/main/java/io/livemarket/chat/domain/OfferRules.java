package io.livemarket.chat.domain;

import io.livemarket.events.chat.OfferTerms;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.money.Money;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The limits on offers that do not depend on the chat's state. */
public final class OfferRules {

    /** The most open offers of a chat. */
    public static final int MOST_OPEN = 20;

    /** The shortest time for which an offer can be accepted, in seconds. */
    public static final long SHORTEST_SECONDS = 60;

    /** The longest time for which an offer can be accepted, in seconds: 14 days. */
    public static final long LONGEST_SECONDS = 14L * 24 * 60 * 60;

    /** The time for which an offer can be accepted where its maker named none. */
    static final Duration DEFAULT_VALIDITY = Duration.ofHours(48);

    private OfferRules() {}

    /** The reason for which terms are malformed; empty for well-formed ones. */
    static Optional<ErrorCode> terms(@Nullable OfferTerms terms) {
        boolean valid = terms != null
                && terms.offerId() != null
                && terms.messageId() != null
                && isPrice(terms.price())
                && isValidity(terms.validForSeconds())
                && isKey(terms.clientMessageId());
        return valid ? Optional.empty() : Optional.of(ErrorCode.INVALID_REQUEST);
    }

    /** The first field of a request's terms that is invalid; absent for valid terms. */
    public static @Nullable String invalidField(OfferTerms terms) {
        if (!isPrice(terms.price())) {
            return "price";
        }
        return !isValidity(terms.validForSeconds())
                ? "validForSeconds"
                : isKey(terms.clientMessageId()) ? null : "clientMessageId";
    }

    /** Whether an amount can be offered: well formed, and more than zero. */
    static boolean isPrice(@Nullable Money price) {
        return price != null && price.wellFormed() && price.moreThanZero();
    }

    /** Whether an offer can be valid for this number of seconds; absent for the default. */
    static boolean isValidity(@Nullable Long seconds) {
        return seconds == null || seconds >= SHORTEST_SECONDS && seconds <= LONGEST_SECONDS;
    }

    private static boolean isKey(@Nullable String key) {
        return key == null
                || !key.isEmpty() && key.codePointCount(0, key.length()) <= MessageRules.MAX_CLIENT_MESSAGE_ID;
    }

    /** The time for which an offer with these terms can be accepted. */
    static Duration validity(OfferTerms terms) {
        Long seconds = terms.validForSeconds();
        return seconds == null ? DEFAULT_VALIDITY : Duration.ofSeconds(seconds);
    }

    /** The text of the message that shows an offer, for clients that do not know offers: in English and Spanish. */
    static String text(Money price) {
        return "Offer · Oferta: " + price.amount() + " " + price.currency();
    }
}
