/** The log of a process: repeated warnings of Kafka and MongoDB clients are counted instead of written. */
@NullMarked
package io.livemarket.kit.logging;

import org.jspecify.annotations.NullMarked;
