package io.livemarket.presence.projection;

import io.livemarket.events.EventTypes;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.presence.LeavingFact;
import io.livemarket.events.presence.LeavingFact.UserLeft;
import io.livemarket.events.users.UserEvent;
import io.livemarket.events.users.UserEvent.UserDeleted;
import io.livemarket.kit.projection.Projection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Publishes a session fact for each deleted account, at least once: a repeated fact changes nothing in the decider.
 * Skips all other events of users without parsing them; has no documents.
 */
public final class DeparturesProjection implements Projection {

    private static final String SOURCE = "/presence-service";
    private static final String DELETED = EventTypes.of(UserEvent.class).nameOf(UserDeleted.class);
    private static final EventCodec<UserEvent> USERS = EventCodec.of(UserEvent.class);
    private static final EventCodec<LeavingFact> FACTS = EventCodec.of(LeavingFact.class);

    private final Consumer<List<ProducerRecord<String, byte[]>>> facts;

    /** @param facts publishes facts; returns when all of them are in the log, and throws when they may not be */
    public DeparturesProjection(Consumer<List<ProducerRecord<String, byte[]>>> facts) {
        this.facts = facts;
    }

    @Override
    public String name() {
        return "presence-service.departures.v1";
    }

    @Override
    public void apply(List<ConsumerRecord<String, byte[]>> batch) {
        List<ProducerRecord<String, byte[]>> left = new ArrayList<>();
        Projection.readEach(
                batch,
                record -> {
                    if (DELETED.equals(Envelope.text(record.headers(), Envelope.TYPE))) {
                        USERS.read(record.headers(), record.value())
                                .ifPresent(event -> left.add(record((UserDeleted) event)));
                    }
                },
                () -> {
                    if (!left.isEmpty()) {
                        facts.accept(left);
                    }
                });
    }

    private static ProducerRecord<String, byte[]> record(UserDeleted deleted) {
        String user = deleted.userId().toString();
        UserLeft fact = new UserLeft(deleted.userId(), deleted.deletedAt());
        Headers headers = Envelope.describe(
                new RecordHeaders(), user + "-left", FACTS.types().nameOf(fact), SOURCE, fact.leftAt(), fact.userId());
        return new ProducerRecord<>(
                Topics.PRESENCE_SESSIONS.name(), null, fact.leftAt().toEpochMilli(), user, FACTS.write(fact), headers);
    }
}
