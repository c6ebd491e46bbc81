/**
 * The marketplace's own check of messages before they are decided: a signed request to one address, with a deadline.
 * Off unless an address is configured.
 */
@NullMarked
package io.livemarket.chat.hook;

import org.jspecify.annotations.NullMarked;
