/**
 * The pure decisions about users and about rules on content: no clock, no store, no network. Depends on the JDK and on
 * the events alone.
 */
@NullMarked
package io.livemarket.moderation.domain;

import org.jspecify.annotations.NullMarked;
