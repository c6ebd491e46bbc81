package io.livemarket.notification.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.livemarket.events.Ids;
import io.livemarket.events.Json;
import io.livemarket.kit.web.Callers;
import io.livemarket.testkit.running.RestClient;
import io.livemarket.testkit.running.TokenIssuer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;

/**
 * A receiver of webhooks on loopback, which checks signatures as Standard Webhooks describes it, by code of its own.
 */
public final class WebhookReceiver implements AutoCloseable {

    private final HttpServer server;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile ToIntFunction<JsonNode> status = _ -> 204;

    /** @param signatures the values behind {@code v1,} */
    public record Received(String id, String timestamp, List<String> signatures, byte[] bytes) {

        public JsonNode body() {
            return Json.MAPPER.readTree(bytes);
        }

        /** Whether this secret signed the request. */
        public boolean isSignedBy(String secret) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(
                        Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
                mac.update((id + "." + timestamp + "." + new String(bytes, StandardCharsets.UTF_8))
                        .getBytes(StandardCharsets.UTF_8));
                return signatures.contains("v1," + Base64.getEncoder().encodeToString(mac.doFinal()));
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }
    }

    private WebhookReceiver(HttpServer server) {
        this.server = server;
    }

    public static WebhookReceiver start() {
        try {
            WebhookReceiver receiver = new WebhookReceiver(
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            receiver.server.createContext("/", receiver::receive);
            receiver.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            receiver.server.start();
            return receiver;
        } catch (IOException e) {
            throw new IllegalStateException("No free port for a receiver", e);
        }
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            received.add(new Received(
                    exchange.getRequestHeaders().getFirst("Webhook-Id"),
                    exchange.getRequestHeaders().getFirst("Webhook-Timestamp"),
                    Arrays.asList(exchange.getRequestHeaders()
                            .getFirst("Webhook-Signature")
                            .split(" ")),
                    body));
            exchange.sendResponseHeaders(status.applyAsInt(Json.MAPPER.readTree(body)), -1);
        }
    }

    /** A program of the marketplace that may administer webhooks. */
    public static RestClient administrator(RunningNotificationService service) {
        return service.with(service(Callers.WEBHOOKS_WRITE));
    }

    /** The token of a service account with this scope. */
    public static String service(String scope) {
        String id = Ids.next().toString();
        return RunningNotificationService.issuer()
                .signed(TokenIssuer.claims(Ids.next())
                        .claim(Callers.CLIENT_ID, id)
                        .claim(Callers.SCOPE, scope)
                        .build());
    }

    /** The body of the call that makes this receiver a webhook for events of these types. */
    public Map<String, Object> wanting(String... types) {
        return Map.of(
                "url",
                "http://127.0.0.1:" + server.getAddress().getPort() + "/events?key=hidden",
                "eventTypes",
                List.of(types));
    }

    /** @param newStatus the answer to a body */
    public void answer(ToIntFunction<JsonNode> newStatus) {
        status = newStatus;
    }

    /** All requests, repeats included, in their order. */
    public List<Received> received() {
        return List.copyOf(received);
    }

    /** The requests about one chat. */
    public List<Received> received(ChatLog chat) {
        return received.stream()
                .filter(each ->
                        each.body().path("subject").asString().equals(chat.id().toString()))
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
