/**
 * Who is there and who types, as far as this gateway has to do with it: what it says of its own sockets, and what it
 * tells them of others. Statuses and typing are the first to be dropped when there is more than can be told.
 */
package io.livemarket.gateway.presence;
