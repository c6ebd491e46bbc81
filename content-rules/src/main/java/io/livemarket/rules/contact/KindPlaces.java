package io.livemarket.rules.contact;

import io.livemarket.rules.contact.ContactDetails.Kind;

/** Receives where something of a kind was found in a plain text. */
@FunctionalInterface
interface KindPlaces {

    /**
     * Something of this kind was found from one character to before another; false once no more of the kind is asked
     * for.
     */
    boolean at(Kind kind, int begin, int end);
}
