/**
 * Receives uploads, and removes objects that belong to no file or whose retention is over. Owns the collection
 * {@code sweeps} with one document: {@code _id} {@code "orphans"}, {@code until} the end of the lease to sweep,
 * {@code by} the instance that has it.
 */
@NullMarked
package io.livemarket.file.upload;

import org.jspecify.annotations.NullMarked;
