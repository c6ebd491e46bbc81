/** Whether an instance is ready and live: the status of its parts, and the signs of life of its threads. */
@NullMarked
package io.livemarket.kit.health;

import org.jspecify.annotations.NullMarked;
