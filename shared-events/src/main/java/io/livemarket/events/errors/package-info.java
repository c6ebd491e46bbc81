/** The codes of every refusal that clients receive, with status, retry advice and text. */
@NullMarked
package io.livemarket.events.errors;

import org.jspecify.annotations.NullMarked;
