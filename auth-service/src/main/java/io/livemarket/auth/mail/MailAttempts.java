package io.livemarket.auth.mail;

import io.livemarket.auth.domain.MailOrder;
import io.livemarket.kit.mail.MailRefusedException;
import io.livemarket.kit.mail.MailUnavailableException;
import io.livemarket.kit.mail.Mailer;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands mails to the mail server, with retries until a mail is accepted, finally rejected, or of no use any more. The
 * pause between attempts doubles; at most four attempts run at a time. Logs name a mail only by its id. Thread-safe.
 */
public final class MailAttempts {

    private static final Logger log = LoggerFactory.getLogger(MailAttempts.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    /** The longest time of retries: longer than mail servers defer an unknown sender (greylisting). */
    static final Duration TRIED_FOR = Duration.ofHours(2);

    private static final int MAX_CONCURRENT = 4;

    private final Mailer mailer;
    private final MailTexts texts;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final Pause pause;
    private final Semaphore places = new Semaphore(MAX_CONCURRENT);

    /** The pause between two attempts. */
    @FunctionalInterface
    public interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    public MailAttempts(Mailer mailer, MailTexts texts, InstantSource clock, MeterRegistry meters, Pause pause) {
        this.mailer = mailer;
        this.texts = texts;
        this.clock = clock;
        this.meters = meters;
        this.pause = pause;
    }

    /** Hands over a mail; returns when it is accepted, finally rejected, or of no use any more. */
    void deliver(MailOrder order) throws InterruptedException {
        Instant end = earlier(order.expiresAt(), order.requestedAt().plus(TRIED_FOR));
        Duration next = FIRST_PAUSE;
        while (clock.instant().isBefore(end)) {
            if (isDone(order)) {
                return;
            }
            pause.of(next);
            next = next.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? next.multipliedBy(2) : LONGEST_PAUSE;
        }
        log.warn("Mail dropped, no attempt succeeded while it was of use: mail={}", order.id());
        count(order, "expired");
    }

    private boolean isDone(MailOrder order) throws InterruptedException {
        places.acquire();
        try {
            mailer.send(texts.of(order));
            count(order, "sent");
            return true;
        } catch (MailRefusedException e) {
            log.warn("Mail dropped, the mail server rejected it: mail={}, reason={}", order.id(), e.getMessage());
            count(order, "refused");
            return true;
        } catch (MailUnavailableException e) {
            log.warn("Mail not handed over, it is retried: mail={}, reason={}", order.id(), e.getMessage());
            count(order, "retried");
            return false;
        } finally {
            places.release();
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private void count(MailOrder order, String outcome) {
        meters.counter(
                        "livemarket.mails",
                        "kind",
                        order.kind().name().toLowerCase(java.util.Locale.ROOT),
                        "outcome",
                        outcome)
                .increment();
    }
}
