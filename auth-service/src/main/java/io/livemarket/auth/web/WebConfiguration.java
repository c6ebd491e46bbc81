package io.livemarket.auth.web;

import io.livemarket.auth.config.AccountsProperties;
import io.livemarket.auth.config.AuthSecrets;
import io.livemarket.auth.config.RoleProperties;
import io.livemarket.auth.crypto.Vault;
import io.livemarket.auth.kafka.AuthCommands;
import io.livemarket.auth.tokens.AccessTokens;
import io.livemarket.auth.tokens.PasswordHashing;
import io.livemarket.auth.view.AccountView;
import io.livemarket.auth.view.AuthViews;
import io.livemarket.auth.view.KeyView;
import io.livemarket.auth.view.SuspensionView;
import io.livemarket.kit.config.LiveMarketProperties;
import io.livemarket.kit.mail.MailProperties;
import io.livemarket.kit.web.Tokens;
import jakarta.validation.Validator;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** The beans that the controllers use. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {

    @Bean
    PasswordHashing passwordHashing(AccountsProperties properties) {
        return new PasswordHashing(properties.hashing());
    }

    @Bean
    AccessTokens accessTokens(
            KeyView keys,
            LiveMarketProperties common,
            AuthSecrets secrets,
            RoleProperties roles,
            AccountsProperties accounts) {
        return new AccessTokens(
                keys, common.auth(), secrets.accessTokenLifetime(), roles.roles(), accounts.requireVerifiedEmail());
    }

    @Bean
    Registrations registrations(
            AuthCommands writer,
            AccountView accounts,
            PasswordHashing hashing,
            Vault vault,
            Validator validator,
            InstantSource clock,
            MailRequests mails,
            OwnView own) {
        return new Registrations(new AccountWrites(writer, accounts), hashing, vault, validator, clock, mails, own);
    }

    @Bean
    OwnView ownView(MailProperties mail) {
        return new OwnView(mail.isOn());
    }

    @Bean
    MailRequests mailRequests(AccountsProperties properties, MailProperties mail) {
        return new MailRequests(properties.mail(), mail.isOn());
    }

    @Bean
    PasswordResets passwordResets(
            AuthCommands writer,
            AuthViews views,
            AccountView accounts,
            PasswordHashing hashing,
            MailRequests mails,
            Validator validator,
            InstantSource clock) {
        return new PasswordResets(
                writer::decide, writer::submit, new FreshAccounts(views, accounts), hashing, mails, validator, clock);
    }

    @Bean
    EmailVerifications emailVerifications(
            AuthCommands writer, AuthViews views, AccountView accounts, MailRequests mails, InstantSource clock) {
        return new EmailVerifications(
                writer::decide, new FreshAccounts(views, accounts), accounts::await, mails, clock);
    }

    @Bean
    LoginLimits loginLimits(AccountsProperties properties) {
        return new LoginLimits(properties.limits());
    }

    @Bean
    Logins logins(AuthViews views, AccountView accounts, PasswordHashing hashing, LoginLimits limits) {
        return new Logins(new FreshAccounts(views, accounts), hashing, limits);
    }

    @Bean
    Sessions sessions(
            AuthCommands writer,
            AccountView accounts,
            AccessTokens tokens,
            SuspensionView suspensions,
            Vault vault,
            AccountsProperties properties,
            InstantSource clock,
            OwnView own) {
        return new Sessions(
                writer,
                accounts,
                tokens,
                suspensions,
                new Sessions.RefreshTokens(
                        vault,
                        properties.refreshTokenLifetime(),
                        properties.refreshTokenGrace(),
                        properties.recovery()),
                clock,
                own);
    }

    @Bean
    Rehashing rehashing(AuthCommands writer, PasswordHashing hashing, InstantSource clock) {
        return new Rehashing(writer::decide, hashing, clock);
    }

    @Bean
    TakenAddresses takenAddresses(AccountsProperties properties) {
        return new TakenAddresses(Attempts.evenly(
                properties.limits().takenAddressesPerHour(),
                Duration.ofHours(1),
                properties.limits().tracked()));
    }

    @Bean
    PasswordChanges passwordChanges(
            AuthCommands writer,
            AuthViews views,
            AccountView accounts,
            PasswordHashing hashing,
            LoginLimits limits,
            Validator validator,
            InstantSource clock) {
        return new PasswordChanges(
                writer::decide, new FreshAccounts(views, accounts), hashing, limits, validator, clock);
    }

    @Bean
    Deletions deletions(
            AuthCommands writer,
            AuthViews views,
            AccountView accounts,
            PasswordHashing hashing,
            LoginLimits limits,
            RoleProperties roles,
            InstantSource clock) {
        return new Deletions(
                writer::decide,
                new FreshAccounts(views, accounts),
                accounts::await,
                hashing,
                limits,
                roles.roles(),
                clock);
    }

    @Bean
    RoleChanges roleChanges(
            AuthCommands writer, AuthViews views, AccountView accounts, RoleProperties roles, InstantSource clock) {
        return new RoleChanges(writer::decide, new FreshAccounts(views, accounts), roles.roles(), clock);
    }

    @Bean
    ExternalUsers externalUsers(
            AuthCommands writer,
            AuthViews views,
            AccountView accounts,
            LiveMarketProperties common,
            AccountsProperties properties,
            Validator validator,
            InstantSource clock) {
        return new ExternalUsers(
                writer::decide,
                new FreshAccounts(views, accounts),
                accounts::await,
                common.auth(),
                Attempts.evenly(properties.limits().externalRegistrationsPerMinute(), Duration.ofMinutes(1), 1),
                validator,
                clock);
    }

    @Bean
    ServiceAccounts serviceAccounts(
            AuthCommands writer, AuthViews views, AccountView accounts, Validator validator, InstantSource clock) {
        return new ServiceAccounts(writer::decide, new FreshAccounts(views, accounts), accounts, validator, clock);
    }

    @Bean
    ServiceTokens serviceTokens(
            AuthViews views,
            AccountView accounts,
            AccessTokens tokens,
            SuspensionView suspensions,
            LoginLimits limits,
            AccountsProperties properties,
            InstantSource clock) {
        return new ServiceTokens(
                new FreshAccounts(views, accounts),
                tokens,
                suspensions,
                limits,
                properties.serviceTokenLifetime(),
                clock);
    }

    @Bean
    OwnAccountsCheck ownAccountsCheck(LiveMarketProperties common) {
        return new OwnAccountsCheck(common.auth().mode());
    }

    @Bean
    RoleHolders roleHolders(AuthViews views, AccountView accounts, RoleProperties roles) {
        return new RoleHolders(new FreshAccounts(views, accounts), accounts, roles.roles());
    }

    /** Verifies access tokens by the rules of every service; own ones with the keys of this instance's view. */
    @Bean
    JwtDecoder jwtDecoder(KeyView keys, LiveMarketProperties common, InstantSource clock) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(
                        (selector, context) -> selector.select(keys.verifyingAt(clock.instant())))
                .jwsAlgorithm(SignatureAlgorithm.ES256)
                .build();
        decoder.setJwtValidator(Tokens.validator(common.auth()));
        return Tokens.withExternal(
                decoder, Tokens.externalKeys(common.auth()), common.auth(), _ -> OAuth2TokenValidatorResult.success());
    }
}
