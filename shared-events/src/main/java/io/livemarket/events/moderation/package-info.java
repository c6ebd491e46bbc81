/**
 * The contract of moderation-service: reports, warnings, suspensions, blocks and flags as events, the suspensions and
 * blocks in force, and the rules on content.
 */
@NullMarked
package io.livemarket.events.moderation;

import org.jspecify.annotations.NullMarked;
