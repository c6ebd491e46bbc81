package io.livemarket.auth.kafka;

import io.livemarket.auth.crypto.Vault;
import io.livemarket.auth.domain.AuthCommand;
import io.livemarket.auth.domain.AuthResult;
import io.livemarket.events.Ids;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.kit.kafka.PendingCommands;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Sends sealed commands to the writer and awaits what became of them. */
public final class AuthCommands {

    private final Producer<String, byte[]> producer;
    private final Vault vault;
    private final String origin;
    private final Duration atMost;
    private final EventCodec<AuthCommand> commands = EventCodec.of(AuthCommand.class);
    private final EventCodec<AuthResult> results = EventCodec.of(AuthResult.class);
    private final PendingCommands<AuthResult> pending = new PendingCommands<>();

    /**
     * @param origin this instance's name, under which answers come back
     * @param atMost how long an answer is awaited
     */
    public AuthCommands(Producer<String, byte[]> producer, Vault vault, String origin, Duration atMost) {
        this.producer = producer;
        this.vault = vault;
        this.origin = origin;
        this.atMost = atMost;
    }

    /**
     * Has a command decided.
     *
     * @throws CompletionException with a {@link KafkaException} or {@link java.util.concurrent.TimeoutException} when
     *         nothing is known of it; it may yet be carried out
     */
    public AuthResult decide(AuthCommand command) {
        UUID commandId = Ids.next();
        CompletableFuture<AuthResult> outcome = pending.await(commandId, atMost);
        try {
            producer.send(record(commandId, command), (metadata, failure) -> {
                if (failure != null) {
                    pending.fail(commandId, failure);
                }
            });
        } catch (KafkaException e) {
            pending.fail(commandId, e);
        }
        return outcome.join();
    }

    private ProducerRecord<String, byte[]> record(UUID commandId, AuthCommand command) {
        String key = command.subject().toString();
        byte[] sealed = vault.seal(AuthTopics.COMMANDS.name(), key, commands.write(command));
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(AuthTopics.COMMANDS.name(), key, sealed);
        Envelope.describe(record.headers(), commandId.toString(), commands.types().nameOf(command), "/auth-service",
                command.requestedAt(), command.subject());
        Envelope.put(record.headers(), Envelope.ORIGIN, origin);
        return record;
    }

    /** Takes a record of the results topic; one for another instance is passed over. */
    public void onResult(ConsumerRecord<String, byte[]> record) {
        if (origin.equals(record.key())) {
            results.read(record.headers(), record.value())
                    .ifPresent(result -> pending.complete(result.commandId(), result));
        }
    }
}
