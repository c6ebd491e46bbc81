package io.livemarket.rules.contact;

/** Receives the places of contact details in a plain text. */
@FunctionalInterface
interface Places {

    /**
     * Receives one place.
     *
     * @param begin the first character
     * @param end the character after the last one
     * @return false if no more places are wanted
     */
    boolean at(int begin, int end);
}
