/**
 * The suspensions and blocks that moderation-service enforces, in memory: read from their topic and from events that
 * are not in it yet.
 */
package io.livemarket.kit.enforcement;
