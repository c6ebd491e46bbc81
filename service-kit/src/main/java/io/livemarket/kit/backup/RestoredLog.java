package io.livemarket.kit.backup;

/**
 * A restored partition.
 *
 * @param digest the SHA-256 of the records as they were written
 */
record RestoredLog(long records, String digest) {}
