package io.livemarket.notification.projection;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import org.junit.jupiter.api.Test;

class NotificationProjectionTest {

    /**
     * The service begins without its store, and its runner makes the index whenever it takes partitions, as the store
     * may come back empty.
     */
    @Test
    void theStoreIsUnusedBeforeTheIndexIsWanted() {
        try (MongoClient away = MongoClients.create("mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=200")) {
            NotificationProjection projection = new NotificationProjection(away.getDatabase("away"));
            assertThatThrownBy(projection::createIndexes).isInstanceOf(MongoTimeoutException.class);
        }
    }
}
