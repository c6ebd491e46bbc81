/**
 * Fills a data directory without a running system: the events of many messages are written straight into their topics.
 */
@NullMarked
package io.livemarket.loadtest.fill;

import org.jspecify.annotations.NullMarked;
