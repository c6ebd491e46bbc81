package io.livemarket.auth.web;

import io.livemarket.auth.domain.Account;
import io.livemarket.auth.domain.ServiceAccess;
import io.livemarket.auth.domain.TokenSecret;
import io.livemarket.auth.tokens.AccessTokens;
import io.livemarket.auth.view.SuspensionView;
import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Issues tokens to service accounts for their secrets, within the limits of failed log-ins. A secret that was removed,
 * by a request to any instance, gets no token any more.
 */
final class ServiceTokens {

    private static final Logger audit = LoggerFactory.getLogger("audit");

    private final Logins.Accounts accounts;
    private final AccessTokens tokens;
    private final SuspensionView suspensions;
    private final LoginLimits limits;
    private final Duration lifetime;
    private final InstantSource clock;

    ServiceTokens(
            Logins.Accounts accounts,
            AccessTokens tokens,
            SuspensionView suspensions,
            LoginLimits limits,
            Duration lifetime,
            InstantSource clock) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.suspensions = suspensions;
        this.limits = limits;
        this.lifetime = lifetime;
        this.clock = clock;
    }

    /** @param scopes the scopes of the token */
    record Issued(String token, List<String> scopes, Duration lifetime) {

        /** Without the token. */
        @Override
        public String toString() {
            return "Issued[]";
        }
    }

    /**
     * Issues a token.
     *
     * @param address the client's address as a key of rate limits
     * @throws TokenRefusal {@code invalid_client}, {@code invalid_scope}
     * @throws ApiException {@code rate_limited} after failed attempts, {@code account_suspended}
     * @throws TimeoutException when this instance's account view is behind
     */
    Issued issue(ClientCredentials client, String address) throws InterruptedException, TimeoutException {
        accounts.awaitFresh();
        Account account = verified(client, address);
        suspensions.refuse(account.userId());
        List<String> scopes = scopes(account, client.scopes());
        String token =
                tokens.issueForService(account, scopes, clock.instant().truncatedTo(ChronoUnit.MILLIS), lifetime);
        audit.info("Service {} got a token with scopes {}", account.userId(), scopes);
        return new Issued(token, scopes, lifetime);
    }

    private Account verified(ClientCredentials client, String address) throws InterruptedException, TimeoutException {
        Optional<Account> known = Ids.parse(client.id()).flatMap(accounts::byId).filter(ServiceTokens::isService);
        LoginLimits.Target target = known.map(LoginLimits.Target::byName)
                .orElseGet(() -> LoginLimits.Target.unknown("client", client.id()));
        try {
            return limits.attempt(
                    target,
                    address,
                    () -> known.filter(account -> hasSecret(account, client.secret()))
                            .orElseThrow(() -> new ApiException(ErrorCode.BAD_CREDENTIALS)));
        } catch (ApiException e) {
            if (e.code() == ErrorCode.BAD_CREDENTIALS) {
                throw new TokenRefusal(TokenRefusal.INVALID_CLIENT, "The client or its secret is wrong");
            }
            throw e;
        }
    }

    private static boolean isService(Account account) {
        return account.service() != null;
    }

    private static boolean hasSecret(Account account, String secret) {
        byte[] hash = TokenSecret.hash(secret).getBytes(StandardCharsets.US_ASCII);
        ServiceAccess access = account.service();
        return access != null
                && access.secrets().stream()
                        .anyMatch(each -> MessageDigest.isEqual(each.hash().getBytes(StandardCharsets.US_ASCII), hash));
    }

    private static List<String> scopes(Account account, List<String> asked) {
        ServiceAccess access = account.service();
        List<String> allowed = access == null ? List.of() : access.scopes();
        if (!allowed.containsAll(asked)) {
            throw new TokenRefusal("invalid_scope", "The service account does not have such a scope");
        }
        return asked.isEmpty() ? allowed : asked;
    }
}
