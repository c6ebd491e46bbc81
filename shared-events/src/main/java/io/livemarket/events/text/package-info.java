/** The rules for text from clients: valid Unicode, and at least one visible character. */
@NullMarked
package io.livemarket.events.text;

import org.jspecify.annotations.NullMarked;
