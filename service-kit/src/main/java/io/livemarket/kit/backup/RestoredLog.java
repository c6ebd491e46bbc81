package io.livemarket.kit.backup;

/** @param digest of the records as they were written */
record RestoredLog(long records, String digest) {}
