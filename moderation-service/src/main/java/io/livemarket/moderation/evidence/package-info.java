/** The search for reported messages in the log of chat events, and the bounded reading of that log. */
@NullMarked
package io.livemarket.moderation.evidence;

import org.jspecify.annotations.NullMarked;
