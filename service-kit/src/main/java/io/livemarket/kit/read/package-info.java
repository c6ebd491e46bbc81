/** Reads that see what was committed before them: positions of a log, its ends, and the wait for a read model. */
package io.livemarket.kit.read;
