/** What moderation-service enforces, in memory: suspensions and blocks, read from their topic and from events that are not in it yet. */
package io.livemarket.kit.enforcement;
