/** Amounts of money in events, commands and views. */
@NullMarked
package io.livemarket.events.money;

import org.jspecify.annotations.NullMarked;
