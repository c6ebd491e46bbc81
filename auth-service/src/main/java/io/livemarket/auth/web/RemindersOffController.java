package io.livemarket.auth.web;

import io.livemarket.auth.config.AccountsProperties;
import io.livemarket.auth.crypto.OffToken;
import io.livemarket.auth.crypto.Vault;
import io.livemarket.auth.kafka.ReminderSwitch;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.kit.web.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The link that switches a user's reminders off, without a log-in (RFC 8058): a POST does it, whether it comes from a
 * mail provider or from the button of the page that a GET shows. A GET changes nothing, because programs that look for
 * harmful links in mails open them.
 */
@RestController
@RequestMapping("/auth/reminders-off")
class RemindersOffController {

    private static final int USES_PER_HOUR = 20;

    private final Vault vault;
    private final ReminderSwitch reminders;
    private final ClientAddress addresses;
    private final Attempts perAddress;
    private final Attempts perUser;

    RemindersOffController(Vault vault, ReminderSwitch reminders, AccountsProperties properties) {
        this.vault = vault;
        this.reminders = reminders;
        addresses = new ClientAddress(properties.limits().trustedProxies());
        int tracked = properties.limits().tracked();
        perAddress = Attempts.evenly(properties.mail().remindersOffPerMinute(), Duration.ofMinutes(1), tracked);
        perUser = Attempts.evenly(USES_PER_HOUR, Duration.ofHours(1), tracked);
    }

    @GetMapping(produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> page(
            @RequestParam String token,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String accepted,
            HttpServletRequest request) {
        userOf(token, request);
        return html(RemindersOffPage.asking(MailRequests.spoken(accepted), token));
    }

    /** Switches reminders off; a repeat changes nothing. The form of the body does not matter. */
    @PostMapping(produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> off(
            @RequestParam String token,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String accepted,
            HttpServletRequest request) {
        UUID user = userOf(token, request);
        perUser.take(user.toString());
        reminders.off(user);
        return html(RemindersOffPage.done(MailRequests.spoken(accepted)));
    }

    private UUID userOf(String token, HttpServletRequest request) {
        perAddress.take(addresses.of(request));
        return OffToken.userOf(vault, token).orElseThrow(() -> new ApiException(ErrorCode.LINK_INVALID));
    }

    private static ResponseEntity<String> html(String page) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(new MediaType(MediaType.TEXT_HTML, java.nio.charset.StandardCharsets.UTF_8))
                .header("Content-Security-Policy", "default-src 'none'; form-action 'self'; frame-ancestors 'none'")
                .header("Referrer-Policy", "no-referrer")
                .body(page);
    }
}
