/**
 * Reads that see everything that was committed before them: positions of a log, its ends, and the wait for a read
 * model.
 */
@NullMarked
package io.livemarket.kit.read;

import org.jspecify.annotations.NullMarked;
