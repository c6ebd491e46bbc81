/**
 * What moderators follow live: changes of the queue of reports and flags, to the sockets of those whose token has the
 * role.
 */
package io.livemarket.gateway.moderators;
