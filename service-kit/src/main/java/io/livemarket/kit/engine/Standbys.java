package io.livemarket.kit.engine;

/** Keeps standby replicas of partitions that other instances own. */
interface Standbys {

    /** No standby replicas. */
    Standbys NONE = new Standbys() {
        @Override
        public void release(int partition) {}

        @Override
        public void follow(int partition) {}
    };

    /**
     * Leaves the partition's local state to its owner here: the standby replica does not touch it once this returns.
     */
    void release(int partition);

    /** Follows a partition that has no owner here any more. */
    void follow(int partition);
}
