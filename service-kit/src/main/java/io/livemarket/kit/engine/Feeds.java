package io.livemarket.kit.engine;

/** Gives the feed to workers. */
interface Feeds {

    /** The feed of an engine without one. */
    Feeds NONE = new Feeds() {
        @Override
        public void begin(PartitionWorker worker, FeedPositions journaled) {
            worker.feedCaughtUp();
        }

        @Override
        public void leave(PartitionWorker worker) {
            // The worker was given no records.
        }
    };

    /** Gives the feed to a worker, from the place in its journal. */
    void begin(PartitionWorker worker, FeedPositions journaled);

    /** Gives a worker no more records once this call has returned. */
    void leave(PartitionWorker worker);
}
