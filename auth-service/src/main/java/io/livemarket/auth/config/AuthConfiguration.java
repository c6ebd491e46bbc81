package io.livemarket.auth.config;

import io.livemarket.auth.crypto.Vault;
import io.livemarket.auth.domain.Account;
import io.livemarket.auth.domain.AuthCommand;
import io.livemarket.auth.domain.AuthResult;
import io.livemarket.auth.domain.MailRequest;
import io.livemarket.auth.domain.SigningKey;
import io.livemarket.auth.kafka.AuthCommands;
import io.livemarket.auth.kafka.AuthEngine;
import io.livemarket.auth.kafka.AuthTopics;
import io.livemarket.auth.kafka.ReminderMails;
import io.livemarket.auth.kafka.ReminderSwitch;
import io.livemarket.auth.kafka.SealedCodec;
import io.livemarket.auth.tokens.KeyRotation;
import io.livemarket.auth.view.AccountView;
import io.livemarket.auth.view.AuthViews;
import io.livemarket.auth.view.KeyView;
import io.livemarket.auth.view.SuspensionView;
import io.livemarket.events.kafka.EventCodec;
import io.livemarket.events.kafka.Topics;
import io.livemarket.events.notifications.NotificationCommand;
import io.livemarket.kit.command.CommandClient;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.health.PartStatus;
import io.livemarket.kit.health.Readiness;
import io.livemarket.kit.kafka.CommandSender;
import io.livemarket.kit.kafka.KafkaClients;
import io.livemarket.kit.kafka.TopicProvisioner;
import io.livemarket.kit.mail.MailProperties;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of the writer, of the views of its topics, and of the vault that seals their values. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({AuthSecrets.class, AccountsProperties.class, RoleProperties.class})
class AuthConfiguration {

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    Vault vault(AuthSecrets secrets) {
        return secrets.vault();
    }

    @Bean
    AccountView accountView(Vault vault) {
        return new AccountView(new SealedCodec<>(vault, AuthTopics.CREDENTIALS, Account.class));
    }

    @Bean
    KeyView keyView(Vault vault) {
        return new KeyView(new SealedCodec<>(vault, AuthTopics.KEYS, SigningKey.class));
    }

    @Bean
    CommandClient<AuthResult> authAnswers(
            KafkaClients clients, TopicProvisioner topics, LiveMarketProperties common, AccountsProperties properties) {
        return new CommandClient<>(
                new CommandClient.Answers<>(AuthTopics.RESULTS, EventCodec.of(AuthResult.class), AuthResult::commandId),
                clients,
                topics,
                AuthTopics.ALL,
                common.instance(),
                properties.decisionTimeout());
    }

    @Bean
    AuthCommands authCommands(
            CommandClient<AuthResult> answers,
            Producer<String, byte[]> producer,
            Vault vault,
            LiveMarketProperties common) {
        return new AuthCommands(
                new CommandSender<>(
                        producer,
                        AuthTopics.COMMANDS,
                        EventCodec.of(AuthCommand.class),
                        common.instance(),
                        vault::seal),
                answers);
    }

    @Bean
    SuspensionView suspensionView(InstantSource clock) {
        return new SuspensionView(clock);
    }

    @Bean
    AuthViews authViews(
            KafkaClients clients,
            TopicProvisioner topics,
            AccountView accounts,
            KeyView keys,
            SuspensionView suspensions) {
        return new AuthViews(clients, topics, accounts, keys, suspensions);
    }

    @Bean
    ReminderMails.Policy reminderPolicy(
            AccountsProperties properties, MailProperties mail, SuspensionView suspensions, MeterRegistry meters) {
        AccountsProperties.Mail limits = properties.mail();
        return new ReminderMails.Policy(
                mail.isOn(),
                new MailRequest.Limits(
                        1, limits.remindersPerAddress(), limits.remindersPerAddress(), limits.remindersInAll()),
                suspensions::isSuspended,
                outcome -> meters.counter("livemarket.mails", "kind", "reminder", "outcome", outcome)
                        .increment());
    }

    @Bean
    ReminderSwitch reminderSwitch(Producer<String, byte[]> producer, LiveMarketProperties common, InstantSource clock) {
        return new ReminderSwitch(
                new CommandSender<>(
                        producer,
                        Topics.NOTIFICATIONS_COMMANDS,
                        EventCodec.of(NotificationCommand.class),
                        common.instance()),
                clock);
    }

    @Bean
    AuthEngine authEngine(
            Vault vault,
            KafkaClients clients,
            TopicProvisioner topics,
            LiveMarketProperties common,
            Producer<String, byte[]> producer,
            MeterRegistry meters,
            RoleProperties roles,
            ReminderMails.Policy reminders) {
        Counter deadLetters = Counter.builder("livemarket.dead.letters")
                .description("Unreadable records that were sent to the dead letter topic")
                .tag("topic", AuthTopics.COMMANDS.name())
                .register(meters);
        return new AuthEngine(
                clients,
                topics,
                common,
                new AuthEngine.Dependencies(vault, roles.roles()::isOperator, reminders, deadLetters::increment),
                producer,
                meters);
    }

    @Bean(destroyMethod = "")
    KeyRotation keyRotation(
            KeyView keys,
            AuthCommands commands,
            AuthSecrets secrets,
            AccountsProperties properties,
            InstantSource clock) {
        return new KeyRotation(keys, commands::decide, properties.keys(), secrets.accessTokenLifetime(), clock);
    }

    @Bean
    KeyRotationSchedule keyRotationSchedule(AuthViews views, KeyRotation rotation, AccountsProperties properties) {
        return new KeyRotationSchedule(views, rotation, properties.keys().check());
    }

    @Bean
    Readiness authWriterHealthIndicator(AuthEngine writer, CommandClient<AuthResult> answers) {
        return Readiness.of("writer", writer).and("answers", answers);
    }

    @Bean
    Readiness authViewsHealthIndicator(AuthViews views, KeyView keys) {
        return Readiness.of("views", views)
                .and(
                        "keys",
                        () -> keys.newest().isPresent()
                                ? PartStatus.working()
                                : PartStatus.catchingUp().with("keys", 0));
    }
}
