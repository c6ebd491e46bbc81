package io.livemarket.auth.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.livemarket.auth.config.AccountsProperties;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The token endpoint for service accounts: the grant of client credentials (RFC 6749, section 4.4), with answers and
 * refusals of that RFC.
 */
@RestController
class TokenController {

    private final ServiceTokens tokens;
    private final ClientAddress addresses;
    private final Attempts perAddress;

    TokenController(ServiceTokens tokens, AccountsProperties properties) {
        this.tokens = tokens;
        AccountsProperties.Limits limits = properties.limits();
        addresses = new ClientAddress(limits.trustedProxies());
        perAddress = Attempts.evenly(limits.loginsPerMinute(), Duration.ofMinutes(1), limits.tracked());
    }

    /**
     * A token (RFC 6749, section 5.1).
     *
     * @param expiresIn the lifetime, in seconds
     * @param scope the scopes, with spaces between them
     */
    record Granted(
            @JsonProperty("access_token") String accessToken,
            @JsonProperty("token_type") String tokenType,
            @JsonProperty("expires_in") long expiresIn,
            String scope) {

        /** Without the token. */
        @Override
        public String toString() {
            return "Granted[]";
        }
    }

    /** A refusal (RFC 6749, section 5.2). */
    record Refused(
            String error, @JsonProperty("error_description") String description) {}

    @PostMapping(path = "/oauth/token", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<Granted> token(HttpServletRequest request) throws InterruptedException, TimeoutException {
        String address = addresses.of(request);
        perAddress.take(address);
        ServiceTokens.Issued issued = tokens.issue(
                ClientCredentials.of(request.getParameterMap(), request.getHeader(HttpHeaders.AUTHORIZATION)), address);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new Granted(
                        issued.token(), "Bearer", issued.lifetime().toSeconds(), String.join(" ", issued.scopes())));
    }

    /** The container cannot decode the form, such as one that is no UTF-8. */
    @ExceptionHandler
    ResponseEntity<Refused> undecodable(InvalidParameterException e) {
        return refused(new TokenRefusal("invalid_request", "The form is not percent-encoded UTF-8"));
    }

    @ExceptionHandler
    ResponseEntity<Refused> refused(TokenRefusal refusal) {
        boolean isUnknown = refusal.error().equals(TokenRefusal.INVALID_CLIENT);
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(
                        isUnknown ? HttpStatus.UNAUTHORIZED : HttpStatus.BAD_REQUEST)
                .cacheControl(CacheControl.noStore());
        if (isUnknown) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"livemarket\"");
        }
        return answer.body(new Refused(refusal.error(), String.valueOf(refusal.getMessage())));
    }
}
