package io.livemarket.auth.mail;

import io.livemarket.auth.crypto.UnopenableException;
import io.livemarket.auth.domain.MailOrder;
import io.livemarket.auth.kafka.SealedCodec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Sends the mails that were decided, beside the deciding thread. A mail counts as done once it was handed over,
 * refused, or is of no use any more: a crash loses none, and one that was under way goes out again, with the token and
 * the Message-ID of the first time. Thread-safe.
 */
public final class MailSender {

    private static final Logger log = LoggerFactory.getLogger(MailSender.class);

    private final SealedCodec<MailOrder> codec;
    private final MailAttempts attempts;

    public MailSender(SealedCodec<MailOrder> codec, MailAttempts attempts) {
        this.codec = codec;
        this.attempts = attempts;
    }

    /** Sends the mail of a record; returns once nothing is left to do about it. */
    public void send(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        try {
            attempts.deliver(codec.read(record.key(), record.value()));
        } catch (UnopenableException | JacksonException e) {
            // Without the message, which may quote the record. Its user asks for another mail.
            log.error(
                    "Mail {}@{} does not open and is passed over: {}",
                    record.topic(),
                    record.offset(),
                    e.getClass().getSimpleName());
        }
    }
}
