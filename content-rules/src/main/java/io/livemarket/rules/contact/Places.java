package io.livemarket.rules.contact;

/** Is told where something was found in a plain text. */
@FunctionalInterface
interface Places {

    /**
     * It was found here.
     *
     * @param begin of it
     * @param end after it
     * @return whether to look for more
     */
    boolean at(int begin, int end);
}
