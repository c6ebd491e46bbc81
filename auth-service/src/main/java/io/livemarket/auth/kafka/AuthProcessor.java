package io.livemarket.auth.kafka;

import io.livemarket.auth.crypto.UnopenableException;
import io.livemarket.auth.crypto.Vault;
import io.livemarket.auth.domain.Account;
import io.livemarket.auth.domain.AccountDecider;
import io.livemarket.auth.domain.AccountDecision;
import io.livemarket.auth.domain.AuthCommand;
import io.livemarket.auth.domain.AuthResult;
import io.livemarket.auth.domain.KeyDecider;
import io.livemarket.auth.domain.Registration;
import io.livemarket.auth.domain.SessionDecider;
import io.livemarket.auth.domain.SessionDecision;
import io.livemarket.auth.domain.SigningKey;
import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.kafka.Envelope.Reply;
import io.livemarket.events.kafka.Envelope;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.UnreadableRecordException;
import io.livemarket.events.users.UserEvent;
import io.livemarket.kit.command.CommandHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The one writer: opens each command, lets the deciders decide it against the stores, and writes what follows from it. The
 * topology's transaction makes all of that happen at once, or not at all. A command that can never be read goes to the dead
 * letter topic; one that was sealed with another master key stops the writer, because then the setting is wrong, not the
 * command.
 */
final class AuthProcessor implements Processor<String, byte[], String, byte[]> {

    private static final Duration EXPIRY_INTERVAL = Duration.ofMinutes(1);
    private static final Duration IDEMPOTENCY_KEYS_KEPT = Duration.ofDays(1);
    private static final String SOURCE = "/auth-service";

    private final Vault vault;
    private final Runnable onDeadLetter;
    private final EventCodec<AuthCommand> commands = EventCodec.of(AuthCommand.class);
    private final EventCodec<AuthResult> results = EventCodec.of(AuthResult.class);
    private final EventCodec<UserEvent> events = EventCodec.of(UserEvent.class);
    private final SealedCodec<Account> credentials;
    private final SealedCodec<SigningKey> keys;
    private ProcessorContext<String, byte[]> context;
    private AuthStores stores;

    AuthProcessor(Vault vault, Runnable onDeadLetter) {
        this.vault = vault;
        this.onDeadLetter = onDeadLetter;
        this.credentials = new SealedCodec<>(vault, AuthTopics.CREDENTIALS, Account.class);
        this.keys = new SealedCodec<>(vault, AuthTopics.KEYS, SigningKey.class);
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        this.context = context;
        this.stores = new AuthStores(context, vault);
        context.schedule(EXPIRY_INTERVAL, PunctuationType.WALL_CLOCK_TIME,
                now -> stores.expire(Instant.ofEpochMilli(now)));
    }

    @Override
    public void process(Record<String, byte[]> record) {
        Optional<AuthCommand> command;
        try {
            command = open(record);
        } catch (UnreadableRecordException e) {
            onDeadLetter.run();
            context.forward(record, AuthTopology.DEAD_LETTERS);
            return;
        }
        command.ifPresent(known -> decide(record, known));
    }

    private Optional<AuthCommand> open(Record<String, byte[]> record) {
        headers(record);
        if (record.key() == null) {
            throw new UnreadableRecordException("a command without a key", null);
        }
        try {
            return commands.read(record.headers(),
                    vault.open(AuthTopics.COMMANDS.name(), record.key(), record.value()));
        } catch (UnopenableException e) {
            if (e.otherKey()) {
                throw e;
            }
            throw new UnreadableRecordException("a command that does not open", e);
        }
    }

    private void decide(Record<String, byte[]> record, AuthCommand command) {
        switch (command) {
            case AuthCommand.RegisterUser register -> {
                AccountDecision decision = AccountDecider.register(stores, register);
                if (decision instanceof AccountDecision.Changed && register.idempotencyKey() != null) {
                    stores.put(register.idempotencyKey(),
                            new Registration(register.userId(), register.fingerprint(), register.requestedAt()),
                            register.requestedAt().plus(IDEMPOTENCY_KEYS_KEPT));
                }
                apply(record, decision);
            }
            case AuthCommand.UpdateProfile update -> apply(record, AccountDecider.update(stores, update));
            case AuthCommand.OpenSession open ->
                    apply(record, open.familyId(), SessionDecider.open(stores.byId(open.userId()), open));
            case AuthCommand.RotateRefresh rotate ->
                    apply(record, rotate.familyId(), SessionDecider.rotate(stores.family(rotate.familyId()), rotate));
            case AuthCommand.EndSession end ->
                    apply(record, end.familyId(), SessionDecider.end(stores.family(end.familyId()), end));
            case AuthCommand.AddSigningKey add -> apply(record, KeyDecider.add(stores.keys(), add));
        }
    }

    private void apply(Record<String, byte[]> record, AccountDecision decision) {
        switch (decision) {
            case AccountDecision.Changed changed -> {
                Account account = changed.account();
                stores.put(changed.previous(), account);
                String id = account.userId().toString();
                context.forward(new Record<>(id, credentials.write(id, account), record.timestamp(),
                        new RecordHeaders()), AuthTopology.CREDENTIALS);
                if (changed.event() != null) {
                    tell(record, changed.event());
                }
                accepted(record, changed.event() != null, account.userId(), account.revision());
            }
            case AccountDecision.Unchanged unchanged ->
                    accepted(record, false, unchanged.account().userId(), unchanged.account().revision());
            case AccountDecision.Repeated repeated -> answer(record, false, new AuthResult.Accepted(
                    commandId(record), repeated.userId(), 1, true, repeated.registeredAt()));
            case AccountDecision.Refused refused -> refused(record, refused.codes());
        }
    }

    private void apply(Record<String, byte[]> record, UUID familyId, SessionDecision decision) {
        switch (decision) {
            case SessionDecision.Kept kept -> {
                stores.put(kept.family());
                accepted(record, false, kept.family().userId(), 0);
            }
            case SessionDecision.Ended ended -> {
                stores.deleteFamily(familyId);
                accepted(record, false, ended.userId(), 0);
            }
            case SessionDecision.Refused refused -> {
                if (refused.revoked() != null) {
                    stores.put(refused.revoked());
                }
                refused(record, List.of(refused.code()));
            }
        }
    }

    private void apply(Record<String, byte[]> record, KeyDecider.KeyDecision decision) {
        decision.changed().forEach(key -> {
            stores.put(key);
            String id = key.keyId().toString();
            context.forward(new Record<>(id, keys.write(id, key), record.timestamp(), new RecordHeaders()),
                    AuthTopology.KEYS);
        });
        decision.gone().forEach(key -> {
            stores.deleteKey(key);
            context.forward(new Record<>(key.toString(), null, record.timestamp(), new RecordHeaders()),
                    AuthTopology.KEYS);
        });
        accepted(record, false, null, 0);
    }

    private void tell(Record<String, byte[]> record, UserEvent event) {
        Headers headers = Envelope.describe(new RecordHeaders(), Ids.next().toString(), events.types().nameOf(event),
                SOURCE, event.occurredAt(), event.userId());
        Envelope.put(headers, Envelope.ACTOR, event.userId().toString());
        Envelope.put(headers, Envelope.COMMAND, commandId(record).toString());
        context.forward(new Record<>(event.userId().toString(), events.write(event), event.occurredAt().toEpochMilli(),
                headers), AuthTopology.USERS);
    }

    private void accepted(Record<String, byte[]> record, boolean event, UUID userId, long revision) {
        answer(record, event, new AuthResult.Accepted(commandId(record), userId, revision, false, null));
    }

    private void refused(Record<String, byte[]> record, List<ErrorCode> codes) {
        answer(record, false, new AuthResult.Refused(commandId(record), codes));
    }

    private void answer(Record<String, byte[]> record, boolean event, AuthResult result) {
        CommandHeaders asked = headers(record);
        if (!asked.wantsAnswer(event)) {
            return;
        }
        UUID subject = Envelope.id(record.headers(), Envelope.SUBJECT);
        Headers headers = Envelope.describe(new RecordHeaders(), Ids.next().toString(), results.types().nameOf(result),
                SOURCE, Instant.ofEpochMilli(record.timestamp()), subject == null ? result.commandId() : subject);
        Envelope.put(headers, Envelope.COMMAND, result.commandId().toString());
        context.forward(new Record<>(asked.origin(), results.write(result), record.timestamp(), headers), AuthTopology.RESULTS);
    }

    /** Without a reply header every command is answered: instances of the version before send none. */
    private static CommandHeaders headers(Record<String, byte[]> record) {
        return CommandHeaders.of(record.headers(), Reply.ALWAYS);
    }

    private static UUID commandId(Record<String, byte[]> record) {
        return headers(record).commandId();
    }
}
