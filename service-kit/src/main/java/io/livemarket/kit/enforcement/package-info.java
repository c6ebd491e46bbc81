/**
 * The suspensions and blocks that moderation-service enforces, in memory: read from their topic and from events that
 * are not in it yet.
 */
@NullMarked
package io.livemarket.kit.enforcement;

import org.jspecify.annotations.NullMarked;
