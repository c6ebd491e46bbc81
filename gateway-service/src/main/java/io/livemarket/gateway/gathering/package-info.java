/** Events for sockets gather for a moment before they are sent, within a bound. */
package io.livemarket.gateway.gathering;
