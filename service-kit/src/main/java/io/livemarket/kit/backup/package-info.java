/**
 * A backup of every topic, and the restore of it into an empty cluster (decision 046). A folder holds one file for each
 * partition, with the committed records in their order, and {@code manifest.json}, which is written last: a folder
 * without it holds no backup.
 */
@NullMarked
package io.livemarket.kit.backup;

import org.jspecify.annotations.NullMarked;
