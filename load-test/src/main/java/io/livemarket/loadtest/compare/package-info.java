/** Turns of messages to two systems at equal rates, and the search for the highest rate that each system holds. */
@NullMarked
package io.livemarket.loadtest.compare;

import org.jspecify.annotations.NullMarked;
