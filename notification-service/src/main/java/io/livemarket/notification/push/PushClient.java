package io.livemarket.notification.push;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.interaso.webpush.WebPush;
import io.livemarket.events.Json;
import io.livemarket.notification.domain.NotificationText;
import io.livemarket.notification.domain.Push;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Sends a push to its push service (RFC 8030): encrypted for the device (RFC 8291), signed with the VAPID key with
 * which the device subscribed (RFC 8292). It connects to public addresses only, follows no redirect and reads no body
 * of a response.
 */
public final class PushClient implements AutoCloseable {

    private static final Timeout CONNECT_TIMEOUT = Timeout.ofSeconds(5);
    private static final Timeout RESPONSE_TIMEOUT = Timeout.ofSeconds(10);
    private static final int GONE = 410;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;
    private static final int REQUEST_TIMEOUT = 408;

    private final Map<String, WebPush> byVapidKey;
    private final CloseableHttpClient http;
    private final Duration ttl;
    private final Clock clock;

    /** The outcome of one attempt. */
    public sealed interface Outcome {
        /** The push service accepted the push. */
        record Sent() implements Outcome {}

        /** The subscription does not exist any more. */
        record Gone() implements Outcome {}

        /**
         * The push can be retried.
         *
         * @param after the pause that the push service requests; absent when it requests none
         */
        record Again(@Nullable Duration after) implements Outcome {}

        /**
         * The push was rejected, and a retry would be too.
         *
         * @param reason a status or an exception's name; nothing of the endpoint
         */
        record Failed(String reason) implements Outcome {}
    }

    /**
     * The decrypted content that the device gets, whose JSON is flat.
     *
     * @param senderName the sender's user name; absent when it is not known or the user wants no names
     */
    record Payload(
            String kind,
            UUID id,
            @Nullable UUID chatId,
            @Nullable UUID senderId,
            @Nullable String senderName,
            long count,
            @JsonUnwrapped ShownText shown,
            Instant at) {}

    /** The text to show, in English and Spanish. */
    record ShownText(String text, String textEs) {}

    /** @param insecure for tests alone: connects to private addresses too */
    public PushClient(VapidKeyPairs keys, String subject, Duration ttl, int concurrent, boolean insecure, Clock clock) {
        this.byVapidKey = keys.all().stream()
                .collect(Collectors.toUnmodifiableMap(
                        VapidKeyPair::publicKey, pair -> new WebPush(subject, pair.keys()), (first, _) -> first));
        this.ttl = ttl;
        this.clock = clock;
        this.http = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new AddressGuard(_ -> insecure))
                        .setMaxConnTotal(concurrent)
                        .setMaxConnPerRoute(concurrent)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT_TIMEOUT)
                                .setSocketTimeout(RESPONSE_TIMEOUT)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(RESPONSE_TIMEOUT)
                        .setConnectionRequestTimeout(RESPONSE_TIMEOUT)
                        .setRedirectsEnabled(false)
                        .build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
    }

    /** Sends a push once, without a retry. */
    public Outcome send(DuePush due) {
        Duration left = ttl.minus(Duration.between(due.push().at(), clock.instant()));
        if (!left.isPositive()) {
            return new Outcome.Failed("too old");
        }
        WebPush signing = byVapidKey.get(due.to().vapidKey());
        if (signing == null) {
            return new Outcome.Failed("subscribed with a VAPID key that is not accepted");
        }
        try {
            HttpPost request = request(signing, due, left);
            try (ClassicHttpResponse response = http.executeOpen(null, request, null)) {
                return outcome(response.getCode(), response.getFirstHeader("Retry-After"));
            }
        } catch (AddressGuard.PrivateAddressException e) {
            return new Outcome.Failed("private address");
        } catch (IOException e) {
            return new Outcome.Again(null);
        } catch (RuntimeException e) {
            return new Outcome.Failed(e.getClass().getSimpleName());
        }
    }

    private static HttpPost request(WebPush webPush, DuePush due, Duration left) {
        PushSubscription to = due.to();
        Push push = due.push();
        NotificationText shown = NotificationText.of(NotificationText.About.of(
                push.kind(), push.chatId(), push.chatName(), push.actorId(), due.actorName(), push.count(), false));
        byte[] payload = Json.bytes(new Payload(
                push.kind(),
                push.notificationId(),
                push.chatId(),
                push.actorId(),
                due.actorName(),
                push.count(),
                new ShownText(shown.text(), shown.textEs()),
                push.at()));
        HttpPost request = new HttpPost(to.endpoint());
        // A newer push of a chat replaces one that the device has not received yet (RFC 8030, section 5.4).
        String topic = (push.chatId() == null ? push.notificationId() : push.chatId())
                .toString()
                .replace("-", "");
        webPush.getHeaders(to.endpoint(), Math.toIntExact(left.toSeconds()), topic, WebPush.Urgency.High)
                .forEach(request::setHeader);
        request.setEntity(new ByteArrayEntity(
                webPush.getBody(payload, SubscriptionRules.bytes(to.p256dh()), SubscriptionRules.bytes(to.auth())),
                ContentType.APPLICATION_OCTET_STREAM));
        return request;
    }

    private Outcome outcome(int status, Header retryAfter) {
        if (status >= 200 && status < 300) {
            return new Outcome.Sent();
        }
        if (status == NOT_FOUND || status == GONE) {
            return new Outcome.Gone();
        }
        return status == TOO_MANY || status == REQUEST_TIMEOUT || status >= SERVER_ERROR
                ? new Outcome.Again(RetryAfter.of(retryAfter, clock))
                : new Outcome.Failed("status " + status);
    }

    @Override
    public void close() throws IOException {
        http.close();
    }
}
