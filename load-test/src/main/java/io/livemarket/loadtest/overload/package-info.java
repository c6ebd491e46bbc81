/** A surge of twice the rate that a system holds, its account by seconds, and a picture of it. */
@NullMarked
package io.livemarket.loadtest.overload;

import org.jspecify.annotations.NullMarked;
