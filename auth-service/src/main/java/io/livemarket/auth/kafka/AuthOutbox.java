package io.livemarket.auth.kafka;

import io.livemarket.auth.domain.Account;
import io.livemarket.auth.domain.AuthResult;
import io.livemarket.auth.domain.MailOrder;
import io.livemarket.auth.domain.SigningKey;
import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.users.AccessFact;
import io.livemarket.events.users.RoleEvent;
import io.livemarket.events.users.UserEvent;
import io.livemarket.kit.command.CommandHeaders;
import io.livemarket.kit.engine.Outputs;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the outcome of one command in the engine's transaction: credentials and keys for every instance, public
 * facts, and the answer.
 */
final class AuthOutbox {

    private static final String SOURCE = "/auth-service";
    private static final EventCodec<AuthResult> RESULTS = EventCodec.of(AuthResult.class);
    private static final EventCodec<UserEvent> EVENTS = EventCodec.of(UserEvent.class);
    private static final EventCodec<AccessFact> ACCESS = EventCodec.of(AccessFact.class);
    private static final EventCodec<RoleEvent> ROLES = EventCodec.of(RoleEvent.class);

    /** The codecs of the sealed topics: credentials, signing keys and mails. */
    record Codecs(SealedCodec<Account> credentials, SealedCodec<SigningKey> keys, SealedCodec<MailOrder> mails) {}

    /** Publishes credentials, signing keys and mails to their topics, sealed. */
    record Seals(Codecs codecs, Outputs outputs, long timestamp) {

        void credential(Account account) {
            String id = account.userId().toString();
            outputs.event(id, codecs.credentials().write(id, account), timestamp, new RecordHeaders());
        }

        void key(SigningKey key) {
            String id = key.keyId().toString();
            outputs.commit(new ProducerRecord<>(
                    AuthTopics.KEYS.name(), null, timestamp, id, codecs.keys().write(id, key), new RecordHeaders()));
        }

        void mail(MailOrder order) {
            String id = order.id().toString();
            outputs.commit(new ProducerRecord<>(
                    AuthTopics.MAILS.name(),
                    null,
                    timestamp,
                    id,
                    codecs.mails().write(id, order),
                    new RecordHeaders()));
        }
    }

    private final Outputs outputs;
    private final Seals seals;
    private final ConsumerRecord<String, byte[]> command;
    private final CommandHeaders headers;

    AuthOutbox(Outputs outputs, Codecs codecs, ConsumerRecord<String, byte[]> command, CommandHeaders headers) {
        this.outputs = outputs;
        this.seals = new Seals(codecs, outputs, command.timestamp());
        this.command = command;
        this.headers = headers;
    }

    void credential(Account account) {
        seals.credential(account);
    }

    void key(SigningKey key) {
        seals.key(key);
    }

    void mail(MailOrder order) {
        seals.mail(order);
    }

    void keyGone(UUID keyId) {
        commit(AuthTopics.KEYS.name(), command.timestamp(), keyId.toString(), null, new RecordHeaders());
    }

    void event(UserEvent event) {
        Headers described = Envelope.describe(
                new RecordHeaders(),
                Ids.next().toString(),
                EVENTS.types().nameOf(event),
                SOURCE,
                event.occurredAt(),
                event.userId());
        Envelope.put(described, Envelope.ACTOR, event.userId().toString());
        Envelope.put(described, Envelope.COMMAND, headers.commandId().toString());
        commit(
                Topics.USERS_EVENTS.name(),
                event.occurredAt().toEpochMilli(),
                event.userId().toString(),
                EVENTS.write(event),
                described);
    }

    void access(AccessFact fact) {
        Instant at = switch (fact) {
            case AccessFact.SessionEnded ended -> ended.endedAt();
            case AccessFact.PasswordChanged changed -> changed.changedAt();
            case AccessFact.AccessEnded ended -> ended.endedAt();
        };
        Headers described = Envelope.describe(
                new RecordHeaders(), Ids.next().toString(), ACCESS.types().nameOf(fact), SOURCE, at, fact.userId());
        Envelope.put(described, Envelope.COMMAND, headers.commandId().toString());
        commit(
                Topics.USERS_SESSIONS.name(),
                at.toEpochMilli(),
                fact.userId().toString(),
                ACCESS.write(fact),
                described);
    }

    void role(RoleEvent event) {
        Headers described = Envelope.describe(
                new RecordHeaders(),
                Ids.next().toString(),
                ROLES.types().nameOf(event),
                SOURCE,
                event.occurredAt(),
                event.userId());
        Envelope.put(described, Envelope.ACTOR, event.author().toString());
        Envelope.put(described, Envelope.COMMAND, headers.commandId().toString());
        commit(
                Topics.USERS_ROLES.name(),
                event.occurredAt().toEpochMilli(),
                event.userId().toString(),
                ROLES.write(event),
                described);
    }

    private void commit(String topic, long timestamp, String key, byte @Nullable [] value, Headers described) {
        outputs.commit(new ProducerRecord<>(topic, null, timestamp, key, value, described));
    }

    /**
     * Answers that the command was accepted.
     *
     * @param event whether the command published an event that the origin may wait for
     * @param userId the user of the account or session; absent for a key, and where there was no session to end
     */
    void accepted(boolean event, @Nullable UUID userId, long revision) {
        answer(event, new AuthResult.Accepted(headers.commandId(), userId, revision, false, null));
    }

    void repeated(UUID userId, Instant registeredAt) {
        answer(false, new AuthResult.Accepted(headers.commandId(), userId, 1, true, registeredAt));
    }

    void refused(List<ErrorCode> codes) {
        answer(false, new AuthResult.Refused(headers.commandId(), codes));
    }

    private void answer(boolean event, AuthResult result) {
        if (!headers.wantsAnswer(event)) {
            return;
        }
        Headers described = Envelope.describe(
                new RecordHeaders(),
                Ids.next().toString(),
                RESULTS.types().nameOf(result),
                SOURCE,
                Instant.ofEpochMilli(command.timestamp()),
                Ids.parse(command.key()).orElse(result.commandId()));
        Envelope.put(described, Envelope.COMMAND, result.commandId().toString());
        outputs.answer(new ProducerRecord<>(
                AuthTopics.RESULTS.name(),
                null,
                command.timestamp(),
                headers.origin(),
                RESULTS.write(result),
                described));
    }
}
