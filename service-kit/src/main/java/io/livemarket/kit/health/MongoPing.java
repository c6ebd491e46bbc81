package io.livemarket.kit.health;

import com.mongodb.client.MongoDatabase;
import org.bson.Document;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * The health of the store, by {@code ping}: compatible stores know that command too, while not all know {@code hello}.
 */
public final class MongoPing extends AbstractHealthIndicator {

    private final MongoDatabase database;

    public MongoPing(MongoDatabase database) {
        super("The read-model store does not answer");
        this.database = database;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        database.runCommand(new Document("ping", 1));
        builder.up();
    }
}
