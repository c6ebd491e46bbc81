package io.livemarket.notification.webhooks;

import io.livemarket.kit.web.StandardWebhooks;
import io.livemarket.notification.push.AddressGuard;
import io.livemarket.notification.push.RetryAfter;
import io.livemarket.notification.webhooks.WebhookSender.Outcome.Accepted;
import io.livemarket.notification.webhooks.WebhookSender.Outcome.Failed;
import io.livemarket.notification.webhooks.WebhookSender.Outcome.Gone;
import io.livemarket.notification.webhooks.domain.Delivery;
import io.livemarket.notification.webhooks.domain.WebhookEndpoint;
import io.livemarket.notification.webhooks.domain.WebhookSecret;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts events to endpoints, signed. It connects to public addresses and to those of named hosts, follows no redirect,
 * ends each request within its time, and reads no more than {@value #MOST_READ} bytes of an answer, which are for
 * nothing but the connection's next request.
 */
public final class WebhookClient implements WebhookSender, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WebhookClient.class);

    private static final int MOST_READ = 16_384;
    private static final int GONE = 410;
    private static final int FIRST_REFUSAL = 300;

    private final CloseableHttpClient http;
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("webhook-deadlines").factory());
    private final Duration timeout;
    private final Clock clock;

    /**
     * @param timeout the longest time from the beginning of a request to the end of its answer
     * @param connections the most connections, enough for all endpoints at a time
     */
    public WebhookClient(WebhookAddresses addresses, Duration timeout, int connections, Clock clock) {
        this.timeout = timeout;
        this.clock = clock;
        Timeout each = Timeout.of(timeout);
        this.http = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new AddressGuard(addresses::mayBePrivate))
                        .setMaxConnTotal(connections)
                        .setMaxConnPerRoute(connections)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(each)
                                .setSocketTimeout(each)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(each)
                        .setConnectionRequestTimeout(each)
                        .setRedirectsEnabled(false)
                        .build())
                .setUserAgent("LiveMarketChat-Webhooks")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
    }

    @Override
    public Outcome send(WebhookEndpoint endpoint, Delivery.Event event) {
        HttpPost request;
        try {
            request = request(endpoint, event);
        } catch (RuntimeException e) {
            return new Failed(e.getClass().getSimpleName(), null);
        }
        ScheduledFuture<?> deadline = deadlines.schedule(request::cancel, timeout.toMillis(), TimeUnit.MILLISECONDS);
        try {
            ClassicHttpResponse response = http.executeOpen(null, request, null);
            Outcome outcome = outcome(response);
            finish(request, response);
            return outcome;
        } catch (AddressGuard.PrivateAddressException e) {
            return new Failed("private address", null);
        } catch (IOException | RuntimeException e) {
            return new Failed(request.isCancelled() ? "timeout" : e.getClass().getSimpleName(), null);
        } finally {
            deadline.cancel(false);
        }
    }

    private HttpPost request(WebhookEndpoint endpoint, Delivery.Event event) {
        Instant now = clock.instant();
        byte[] body = WebhookBody.of(event);
        HttpPost request = new HttpPost(endpoint.target().url());
        request.setHeader("Webhook-Id", event.id());
        request.setHeader("Webhook-Timestamp", Long.toString(now.getEpochSecond()));
        List<String> secrets =
                endpoint.secretsAt(now).stream().map(WebhookSecret::value).toList();
        request.setHeader(
                "Webhook-Signature", StandardWebhooks.signature(secrets, event.id(), now.getEpochSecond(), body));
        request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        return request;
    }

    private Outcome outcome(ClassicHttpResponse response) {
        int status = response.getCode();
        if (status >= FIRST_REFUSAL || status < 200) {
            return status == GONE
                    ? new Gone()
                    : new Failed("status " + status, RetryAfter.of(response.getFirstHeader("Retry-After"), clock));
        }
        return new Accepted();
    }

    /**
     * Reads the rest of a small answer, so that its connection can be used again, and ends the connection of a longer
     * one. The outcome is known already.
     */
    private static void finish(HttpPost request, ClassicHttpResponse response) {
        try (response) {
            HttpEntity entity = response.getEntity();
            if (entity != null && entity.getContent().readNBytes(MOST_READ).length == MOST_READ) {
                request.cancel();
            }
        } catch (IOException e) {
            log.debug("The answer of a webhook was not read to its end: {}", e.toString());
        }
    }

    @Override
    public void close() throws IOException {
        deadlines.shutdownNow();
        http.close();
    }
}
