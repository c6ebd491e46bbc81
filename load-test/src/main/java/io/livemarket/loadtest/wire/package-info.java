/**
 * A Socket.IO v5 client over Engine.IO v4 websockets, and a streaming reader of the few fields of JSON that the load
 * generator uses.
 */
@NullMarked
package io.livemarket.loadtest.wire;

import org.jspecify.annotations.NullMarked;
