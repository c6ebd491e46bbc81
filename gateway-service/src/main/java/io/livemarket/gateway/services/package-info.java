/** Clients of the other services: the addresses and health of their replicas, and the calls that a socket needs. */
@NullMarked
package io.livemarket.gateway.services;

import org.jspecify.annotations.NullMarked;
