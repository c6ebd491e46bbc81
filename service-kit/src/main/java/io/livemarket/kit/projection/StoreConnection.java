package io.livemarket.kit.projection;

import com.mongodb.event.ServerDescriptionChangedEvent;
import com.mongodb.event.ServerListener;
import java.util.concurrent.atomic.AtomicLong;

/** Counts how often a server of the store became reachable: its data may be older than before. */
public final class StoreConnection implements ServerListener {

    private final AtomicLong returns = new AtomicLong();

    @Override
    public void serverDescriptionChanged(ServerDescriptionChangedEvent event) {
        if (event.getNewDescription().isOk() && !event.getPreviousDescription().isOk()) {
            returns.incrementAndGet();
        }
    }

    long returns() {
        return returns.get();
    }
}
