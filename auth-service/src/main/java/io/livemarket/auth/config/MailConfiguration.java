package io.livemarket.auth.config;

import io.livemarket.auth.crypto.Vault;
import io.livemarket.auth.domain.MailOrder;
import io.livemarket.auth.kafka.AuthTopics;
import io.livemarket.auth.kafka.SealedCodec;
import io.livemarket.auth.mail.MailAttempts;
import io.livemarket.auth.mail.MailSender;
import io.livemarket.auth.mail.MailTexts;
import io.livemarket.auth.mail.ReminderLinks;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.kafka.ConcurrentConsumer;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.mail.MailProperties;
import io.livemarket.kit.mail.Mailer;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans that send mails about accounts; none of them runs while {@code livemarket.mail.transport} is off. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MailProperties.class)
class MailConfiguration {

    private static final String MAILERS = "auth-service.mailer.v1";
    /** The most mails that are being sent or wait for a retry; further ones wait in Kafka. */
    private static final int WAITING = 100;

    MailConfiguration(MailProperties mail, AccountsProperties accounts) {
        if (accounts.requireVerifiedEmail() && !mail.isOn()) {
            throw new IllegalArgumentException(
                    "livemarket.accounts.require-verified-email needs livemarket.mail.transport: "
                            + "without mail no address can be verified");
        }
    }

    @Bean
    Mailer mailer(MailProperties mail, LiveMarketProperties common) {
        return Mailer.of(mail.in(common.dataDir()));
    }

    /** The consumer of mails, which runs on one instance at a time, because the topic has one partition. */
    @Bean
    ConcurrentConsumer mailConsumer(
            MailProperties mail,
            Mailer mailer,
            KafkaClients clients,
            Vault vault,
            InstantSource clock,
            MeterRegistry meters) {
        MailSender sender = new MailSender(
                new SealedCodec<>(vault, AuthTopics.MAILS, MailOrder.class),
                new MailAttempts(
                        mailer, new MailTexts(mail::link, ReminderLinks.of(mail)), clock, meters, Thread::sleep));
        return new ConcurrentConsumer(
                clients,
                new ConcurrentConsumer.Settings("mails", MAILERS, AuthTopics.MAILS.name(), WAITING, mail.isOn()),
                sender::send);
    }
}
