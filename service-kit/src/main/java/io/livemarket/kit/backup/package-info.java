/**
 * A backup of every topic, and the restore of it into a cluster that is empty (decision 046). A folder holds one file
 * for each partition, with the committed records in their order, and {@code manifest.json}, which is written last:
 * without it there is no backup.
 */
package io.livemarket.kit.backup;
