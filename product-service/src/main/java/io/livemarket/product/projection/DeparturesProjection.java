package io.livemarket.product.projection;

import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.users.UserEvent;
import io.livemarket.events.users.UserEvent.UserDeleted;
import io.livemarket.kit.projection.Projection;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Projects the deletions of accounts in {@code users.events} into {@code departed}, and has the products of these
 * accounts withdrawn and hidden. Events of other types are skipped without parsing.
 */
public final class DeparturesProjection implements Projection {

    private static final EventCodec<UserEvent> EVENTS = EventCodec.of(UserEvent.class);
    private static final String DELETED = EVENTS.types().nameOf(UserDeleted.class);

    private final Departures departures;

    public DeparturesProjection(Departures departures) {
        this.departures = departures;
    }

    @Override
    public String name() {
        return "product-service.departures.v1";
    }

    @Override
    public void apply(List<ConsumerRecord<String, byte[]>> batch) {
        List<UserDeleted> deletions = new ArrayList<>();
        Projection.readEach(
                batch,
                record -> read(record, deletions),
                () -> deletions.forEach(deletion -> departures.left(deletion.userId(), deletion.occurredAt())));
    }

    private static void read(ConsumerRecord<String, byte[]> record, List<UserDeleted> deletions) {
        if (DELETED.equals(Envelope.text(record.headers(), Envelope.TYPE))
                && EVENTS.read(record.headers(), record.value()).orElse(null) instanceof UserDeleted deletion) {
            deletions.add(deletion);
        }
    }
}
