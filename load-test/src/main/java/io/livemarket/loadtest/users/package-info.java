/** The made-up users of a system: registered, logged in, kept in a file between runs, with tokens that are renewed. */
@NullMarked
package io.livemarket.loadtest.users;

import org.jspecify.annotations.NullMarked;
