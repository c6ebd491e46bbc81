/** What operators ask a gateway of the whole system (decision 043). Every path needs the role {@code operator}. */
package io.livemarket.gateway.operators;
