package io.livemarket.auth.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.auth.domain.MailKind;
import io.livemarket.auth.domain.MailOrder;
import io.livemarket.events.Ids;
import io.livemarket.kit.mail.Mail;
import io.livemarket.kit.mail.MailProperties;
import io.livemarket.kit.mail.Mailer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class MailAttemptsTest {

    private final List<Duration> pauses = new ArrayList<>();
    private final List<Mail> sent = new ArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Instant now = Instant.parse("2026-01-01T10:00:00Z");
    private int failures;

    @Test
    void anOutageIsRetriedWithGrowingPausesAndOneMail() throws Exception {
        failures = 4;
        MailOrder order = order(Duration.ofMinutes(30));
        attempts(this::send).deliver(order);
        assertThat(pauses)
                .containsExactly(
                        Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(8), Duration.ofSeconds(16));
        assertThat(sent)
                .hasSize(1)
                .first()
                .satisfies(mail -> assertThat(mail.text()).contains(order.token()));
        assertThat(counted("sent")).isEqualTo(1);
        assertThat(counted("retried")).isEqualTo(4);
    }

    @Test
    void anOutdatedMailIsGivenUp() throws Exception {
        failures = Integer.MAX_VALUE;
        attempts(this::send).deliver(order(Duration.ofMinutes(30)));
        assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
                .isBetween(Duration.ofMinutes(30), Duration.ofMinutes(36));
        assertThat(pauses).allMatch(pause -> pause.compareTo(Duration.ofMinutes(5)) <= 0);
        assertThat(counted("expired")).isEqualTo(1);
    }

    @Test
    void noMailIsTriedForLongerThanTwoHours() throws Exception {
        failures = Integer.MAX_VALUE;
        attempts(this::send).deliver(order(Duration.ofDays(1)));
        assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
                .isBetween(Duration.ofHours(2), Duration.ofMinutes(126));
    }

    /** The address is none. */
    @Test
    void aRejectionIsFinalAndLogsNeitherAddressNorToken(CapturedOutput output) throws Exception {
        Mailer mailer = Mailer.of(new MailProperties(
                MailProperties.Transport.FILE,
                "no-reply@example.com",
                java.net.URI.create("https://chat.example/app"),
                null,
                java.nio.file.Path.of("unused"),
                null));
        MailOrder order = new MailOrder(
                Ids.next(), MailKind.VERIFICATION, "no address", "ana", "en", "id.secret", now, now.plusSeconds(60));
        attempts(mailer).deliver(order);
        assertThat(pauses).isEmpty();
        assertThat(counted("refused")).isEqualTo(1);
        assertThat(output.getAll()).contains(order.id().toString()).doesNotContain("no address", "secret");
    }

    private void send(Mail mail) {
        if (failures > 0) {
            failures--;
            // The only way to make one outside of its package.
            Mailer.of(new MailProperties(MailProperties.Transport.OFF, null, null, null, null, null))
                    .send(mail);
        }
        sent.add(mail);
    }

    private double counted(String outcome) {
        return meters.find("livemarket.mails").tag("outcome", outcome).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private MailAttempts attempts(Mailer mailer) {
        return new MailAttempts(
                mailer,
                new MailTexts((page, token) -> page + "#token=" + token, new TestedReminderLinks("Market")),
                () -> now,
                meters,
                pause -> {
                    pauses.add(pause);
                    now = now.plus(pause);
                });
    }

    private MailOrder order(Duration life) {
        return new MailOrder(
                Ids.next(), MailKind.PASSWORD_RESET, "ana@example.org", "ana", "en", "id.secret", now, now.plus(life));
    }
}
