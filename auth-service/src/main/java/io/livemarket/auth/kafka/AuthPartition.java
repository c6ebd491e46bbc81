package io.livemarket.auth.kafka;

import io.livemarket.auth.crypto.UnopenableException;
import io.livemarket.auth.crypto.Vault;
import io.livemarket.auth.domain.Account;
import io.livemarket.auth.domain.AuthCommand;
import io.livemarket.auth.domain.MailOrder;
import io.livemarket.auth.domain.RoleDecider;
import io.livemarket.auth.domain.SigningKey;
import io.livemarket.events.kafka.Envelope.Reply;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.UnreadableRecordException;
import io.livemarket.kit.command.CommandHeaders;
import io.livemarket.kit.engine.Fed;
import io.livemarket.kit.engine.Outputs;
import io.livemarket.kit.engine.PartitionDecider;
import io.livemarket.kit.engine.PartitionState;
import io.livemarket.kit.engine.TakeOver;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Decides the commands of auth-service, whose one partition makes names and addresses unique, and folds the
 * credentials. An unreadable command goes to the dead letter topic, and so does a command that was sealed with a master
 * key that is not accepted here: it would stop every writer in turn, and can be replayed once the key is accepted.
 * State that cannot be opened stops the engine.
 */
final class AuthPartition implements PartitionDecider {

    private static final Logger log = LoggerFactory.getLogger(AuthPartition.class);
    private static final EventCodec<AuthCommand> COMMANDS = EventCodec.of(AuthCommand.class);
    private static final long SWEPT_EVERY_MILLIS = Duration.ofMinutes(1).toMillis();
    private static final long SWEEPS_APART_MILLIS = Duration.ofSeconds(1).toMillis();

    private final Vault vault;
    private final FormerState former;
    private final Runnable onDeadLetter;
    private final AuthState state;
    private final AuthDecisions decisions;
    private final ReminderMails reminders;
    private final TakeOver takeOver;
    private final Resealing resealing;
    private final AuthOutbox.Codecs codecs;
    private long sweepAt;

    /**
     * @param former the state that an earlier version may have left
     * @param operators the accounts that may grant roles
     * @param onDeadLetter called for each record that goes to the dead letter topic
     */
    AuthPartition(
            PartitionState state,
            Vault vault,
            FormerState former,
            RoleDecider.Operators operators,
            ReminderMails.Policy reminders,
            Runnable onDeadLetter) {
        this.vault = vault;
        this.former = former;
        this.onDeadLetter = onDeadLetter;
        this.state = new AuthState(state, vault);
        this.decisions = new AuthDecisions(this.state, operators);
        this.reminders = new ReminderMails(this.state, vault, reminders);
        this.takeOver = new TakeOver(state, SealedValues.of(vault, "marks", String.class));
        this.resealing = new Resealing(state, vault);
        this.codecs = new AuthOutbox.Codecs(
                new SealedCodec<>(vault, AuthTopics.CREDENTIALS, Account.class),
                new SealedCodec<>(vault, AuthTopics.KEYS, SigningKey.class),
                new SealedCodec<>(vault, AuthTopics.MAILS, MailOrder.class));
    }

    /**
     * Takes over the former state. The mark of that is sealed too: with another master key nothing is decided at all.
     */
    @Override
    public void prepare(BooleanSupplier goOn) {
        takeOver.once(() -> former.into(state, goOn));
        resealing.prepare();
    }

    @Override
    public void fold(ConsumerRecord<String, byte[]> credential) {
        if (credential.value() != null) {
            state.put(SealedValues.opening(
                    credential.topic(), () -> codecs.credentials().read(credential.key(), credential.value())));
        }
    }

    @Override
    public void decide(ConsumerRecord<String, byte[]> record, Outputs outputs, long nowMillis) {
        CommandHeaders headers;
        Optional<AuthCommand> command;
        try {
            // Without a reply header every command is answered: instances of version 0.1.0 send none.
            headers = CommandHeaders.of(record.headers(), Reply.ALWAYS);
            command = open(record);
        } catch (UnreadableRecordException e) {
            log.error(
                    "Unreadable auth command sent to the dead letter topic: record={}@{}, reason={}",
                    record.topic(),
                    record.offset(),
                    e.getMessage());
            onDeadLetter.run();
            outputs.deadLetter(record, e.getMessage());
            return;
        }
        command.ifPresent(known -> decisions.decide(known, new AuthOutbox(outputs, codecs, record, headers)));
    }

    @Override
    public Fed.Taken feed(Fed fed, Outputs outputs, long nowMillis) {
        ConsumerRecord<String, byte[]> record = fed.record();
        try {
            return reminders.take(
                    record, new AuthOutbox.Seals(codecs, outputs, nowMillis), Instant.ofEpochMilli(nowMillis));
        } catch (UnreadableRecordException | JacksonException e) {
            log.error(
                    "Unreadable reminder sent to the dead letter topic, its user gets no mail: record={}@{}, reason={}",
                    record.topic(),
                    record.offset(),
                    e.getClass().getSimpleName());
            onDeadLetter.run();
            outputs.deadLetter(record, e.getClass().getSimpleName());
            return Fed.Taken.STAGED;
        }
    }

    private Optional<AuthCommand> open(ConsumerRecord<String, byte[]> record) {
        if (record.key() == null) {
            throw new UnreadableRecordException("a command without a key", null);
        }
        try {
            return COMMANDS.read(record.headers(), vault.open(record.topic(), record.key(), record.value()));
        } catch (UnopenableException e) {
            // The state could be opened, so this instance has the right key: another instance sends commands with a
            // wrong or
            // a later one.
            throw new UnreadableRecordException(e.otherKey() ? e.getMessage() : "a command that cannot be opened", e);
        }
    }

    @Override
    public long dueAt() {
        return sweepAt;
    }

    @Override
    public void due(Outputs outputs, long nowMillis) {
        boolean all = state.sweep(Instant.ofEpochMilli(nowMillis));
        if (resealing.isDue()) {
            resealing.step(state, takeOver, new AuthOutbox.Seals(codecs, outputs, nowMillis));
            all &= !resealing.isDue();
        }
        sweepAt = nowMillis + (all ? SWEPT_EVERY_MILLIS : SWEEPS_APART_MILLIS);
    }
}
