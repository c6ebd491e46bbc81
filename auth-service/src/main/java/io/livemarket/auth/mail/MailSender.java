package io.livemarket.auth.mail;

import io.livemarket.auth.crypto.UnopenableException;
import io.livemarket.auth.domain.MailOrder;
import io.livemarket.auth.kafka.SealedCodec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Sends decided mails, outside the deciding thread. The offset of a mail is committed when it was accepted, rejected,
 * or is of no use any more: a crash loses no mail, and a mail that was being sent is sent again, with its token and its
 * Message-ID. Thread-safe.
 */
public final class MailSender {

    private static final Logger log = LoggerFactory.getLogger(MailSender.class);

    private final SealedCodec<MailOrder> codec;
    private final MailAttempts attempts;

    public MailSender(SealedCodec<MailOrder> codec, MailAttempts attempts) {
        this.codec = codec;
        this.attempts = attempts;
    }

    /** Sends the mail of a record; returns when it was accepted, rejected, or is of no use any more. */
    public void send(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        try {
            attempts.deliver(codec.read(record.key(), record.value()));
        } catch (UnopenableException | JacksonException e) {
            // Without the exception's message, which may quote the record. The user can request another mail.
            log.error(
                    "Unreadable mail skipped, its user gets no mail: record={}@{}, reason={}",
                    record.topic(),
                    record.offset(),
                    e.getClass().getSimpleName());
        }
    }
}
