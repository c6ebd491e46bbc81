package io.livemarket.kit.engine;

/** Hands the feed to workers. */
interface Feeds {

    /** Of an engine without a feed. */
    Feeds NONE = new Feeds() {
        @Override
        public void begin(PartitionWorker worker, FeedPositions journaled) {
            worker.feedCaughtUp();
        }

        @Override
        public void leave(PartitionWorker worker) {
            // It was handed nothing.
        }
    };

    /** Hands the feed to a worker, from where its journal ends. */
    void begin(PartitionWorker worker, FeedPositions journaled);

    /** Hands a worker no more, from the return of this call on. */
    void leave(PartitionWorker worker);
}
