/**
 * Tables of ids that take a fraction of the heap of a map of objects: for facts about each user or file that an
 * instance keeps in memory.
 */
package io.livemarket.kit.compact;
