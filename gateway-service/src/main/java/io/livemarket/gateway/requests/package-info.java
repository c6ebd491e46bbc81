/** The requests of clients over a socket, checked for their shape alone, and the errors that answer them. */
@NullMarked
package io.livemarket.gateway.requests;

import org.jspecify.annotations.NullMarked;
