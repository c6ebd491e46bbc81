/**
 * Tables of ids that take a fraction of the heap of a map of objects: for facts about each user or file that an
 * instance keeps in memory.
 */
@NullMarked
package io.livemarket.kit.compact;

import org.jspecify.annotations.NullMarked;
