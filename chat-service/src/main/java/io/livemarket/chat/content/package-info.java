/** Screens texts by the rules on content in force, which every instance reads from {@code moderation.rules}. */
@NullMarked
package io.livemarket.chat.content;

import org.jspecify.annotations.NullMarked;
