package io.livemarket.kit.engine;

/** Keeps the local state of partitions that other instances own. */
interface Standbys {

    /** Keeps none. */
    Standbys NONE = new Standbys() {
        @Override
        public void release(int partition) {}

        @Override
        public void follow(int partition) {}
    };

    /** Leaves the partition's local state to its owner here: nothing of it is touched once this returns. */
    void release(int partition);

    /** The partition has no owner here any more. */
    void follow(int partition);
}
