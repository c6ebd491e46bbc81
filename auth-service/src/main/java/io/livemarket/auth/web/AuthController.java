package io.livemarket.auth.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.livemarket.auth.config.AccountsProperties;
import io.livemarket.kit.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Validator;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Registration, log-in, refresh and log-out; the rate of each is limited for a client address. */
@RestController
@OwnAccounts
@RequestMapping("/auth")
class AuthController {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Registrations registrations;
    private final Logins logins;
    private final Sessions sessions;
    private final Rehashing rehashing;
    private final TakenAddresses taken;
    private final Validator validator;
    private final ClientAddress addresses;
    private final Attempts registrationsPerAddress;
    private final Attempts loginsPerAddress;
    private final Attempts refreshesPerAddress;

    AuthController(
            Registrations registrations,
            Logins logins,
            Sessions sessions,
            Rehashing rehashing,
            TakenAddresses taken,
            Validator validator,
            AccountsProperties properties) {
        this.registrations = registrations;
        this.logins = logins;
        this.sessions = sessions;
        this.rehashing = rehashing;
        this.taken = taken;
        this.validator = validator;
        AccountsProperties.Limits settings = properties.limits();
        addresses = new ClientAddress(settings.trustedProxies());
        registrationsPerAddress = Attempts.evenly(settings.registrationsPerMinute(), MINUTE, settings.tracked());
        loginsPerAddress = Attempts.evenly(settings.loginsPerMinute(), MINUTE, settings.tracked());
        refreshesPerAddress = Attempts.evenly(settings.refreshesPerMinute(), MINUTE, settings.tracked());
    }

    @PostMapping("/register")
    ResponseEntity<UserBody> register(
            @RequestBody Requests.Register body,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String language,
            HttpServletRequest request)
            throws InterruptedException, TimeoutException {
        String address = addresses.of(request);
        registrationsPerAddress.take(address);
        UserBody user = taken.counted(address, () -> registrations.register(body, idempotencyKey, language));
        return ResponseEntity.created(URI.create("/users/" + user.id())).body(user);
    }

    @PostMapping("/login")
    ResponseEntity<Session> login(
            @RequestBody Requests.Login body,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String language,
            HttpServletRequest request)
            throws InterruptedException, TimeoutException {
        String address = addresses.of(request);
        loginsPerAddress.take(address);
        FieldRules rules = new FieldRules(validator);
        rules.required("username", body.account());
        String password = rules.required("password", body.password());
        rules.check();
        return secret(logins.logIn(body, address, account -> {
            Session session = sessions.open(account, MailRequests.spoken(language));
            rehashing.after(account, password);
            return session;
        }));
    }

    /** The refusal of a suspended user, with the token for an appeal. */
    record Suspended(@JsonUnwrapped Problem problem, String appealToken) {}

    @ExceptionHandler
    ResponseEntity<Suspended> suspended(SuspendedException e) {
        Problem problem = Problem.of(e.refusal().code(), e.refusal().getMessage(), List.of());
        return ResponseEntity.status(problem.status())
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.parseMediaType(Problem.MEDIA_TYPE))
                .body(new Suspended(problem, e.appealToken()));
    }

    @PostMapping("/refresh")
    ResponseEntity<Session> refresh(@RequestBody Requests.Refresh body, HttpServletRequest request)
            throws InterruptedException, TimeoutException {
        String address = addresses.of(request);
        refreshesPerAddress.take(address);
        Session session = sessions.refresh(refreshToken(body));
        logins.continued(session.user().id(), address);
        return secret(session);
    }

    @PostMapping("/logout")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void logout(@RequestBody Requests.Refresh body, HttpServletRequest request) {
        refreshesPerAddress.take(addresses.of(request));
        sessions.end(refreshToken(body));
    }

    private String refreshToken(Requests.Refresh body) {
        FieldRules rules = new FieldRules(validator);
        String token = rules.required("refreshToken", body.refreshToken());
        rules.check();
        return token;
    }

    private static ResponseEntity<Session> secret(Session session) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(session);
    }
}
