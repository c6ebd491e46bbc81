/** Operations for operators about the whole system (decision 043). Every path requires the role {@code operator}. */
@NullMarked
package io.livemarket.gateway.operators;

import org.jspecify.annotations.NullMarked;
