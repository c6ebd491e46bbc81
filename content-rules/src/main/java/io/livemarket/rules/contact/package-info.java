/** Finds contact details and payments outside the platform in texts, which lead users off the platform. */
@NullMarked
package io.livemarket.rules.contact;

import org.jspecify.annotations.NullMarked;
