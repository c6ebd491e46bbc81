package io.livemarket.rules.contact;

import io.livemarket.rules.contact.ContactDetails.Kind;

/** Receives the places of contact details in a plain text, by kind. */
@FunctionalInterface
interface KindPlaces {

    /**
     * Receives one place.
     *
     * @param begin the first character
     * @param end the character after the last one
     * @return false if no more places of this kind are wanted
     */
    boolean at(Kind kind, int begin, int end);
}
