package io.livemarket.notification.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.livemarket.notification.domain.Push;
import io.livemarket.notification.push.PushClient.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PushClientTest {

    @TempDir
    private Path folder;

    /** The address of a name may have changed since the subscription: it is checked at each connection. */
    @Test
    void aNameThatLeadsInsideIsNotConnectedTo() throws IOException {
        AtomicInteger requests = new AtomicInteger();
        HttpServer inside = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        inside.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(201, -1);
            exchange.close();
        });
        inside.start();
        String port = ":" + inside.getAddress().getPort();
        try (PushClient client = client(false);
                PushClient insecure = client(true)) {
            for (String host : new String[] {"localhost", "127.0.0.1", "[::1]"}) {
                assertThat(client.send(due("http://" + host + port + "/x", Instant.now())))
                        .as(host)
                        .isEqualTo(new Outcome.Failed("private address"));
            }
            assertThat(requests).hasValue(0);
            assertThat(insecure.send(due("http://localhost" + port + "/x", Instant.now())))
                    .isEqualTo(new Outcome.Sent());
            assertThat(insecure.send(
                            due("http://localhost" + port + "/x", Instant.now().minusSeconds(3_601))))
                    .isEqualTo(new Outcome.Failed("too old"));
            assertThat(requests).hasValue(1);
        } finally {
            inside.stop(0);
        }
    }

    @Test
    void anUnreachablePushServiceIsRetried() throws IOException {
        HttpServer gone = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gone.start();
        int port = gone.getAddress().getPort();
        gone.stop(0);
        try (PushClient client = client(true)) {
            assertThat(client.send(due("http://localhost:" + port + "/x", Instant.now())))
                    .isEqualTo(new Outcome.Again(null));
        }
    }

    @Test
    void devicesOfAnUnacceptedKeyGetNoPushes() throws IOException {
        DuePush due = due("http://localhost:1/x", Instant.now());
        DuePush retired = new DuePush(
                due.userId(),
                new PushSubscription(
                        due.to().id(),
                        due.to().endpoint(),
                        due.to().p256dh(),
                        due.to().auth(),
                        due.to().addedAt(),
                        VapidKeyPair.in(folder.resolve("former")).publicKey()),
                due.push(),
                null);
        try (PushClient client = client(true)) {
            assertThat(client.send(retired))
                    .isEqualTo(new Outcome.Failed("subscribed with a VAPID key that is not accepted"));
        }
    }

    private VapidKeyPair keys() {
        return VapidKeyPair.in(folder.resolve("keys"));
    }

    private PushClient client(boolean insecure) {
        return new PushClient(
                VapidKeyPairs.of(keys(), List.of()),
                "mailto:it@example.com",
                Duration.ofHours(1),
                4,
                insecure,
                Clock.systemUTC());
    }

    private DuePush due(String endpoint, Instant at) {
        Base64.Encoder text = Base64.getUrlEncoder().withoutPadding();
        return new DuePush(
                new UUID(0, 1),
                new PushSubscription(
                        new UUID(0, 2),
                        endpoint,
                        VapidKeyPair.in(folder.resolve("device")).publicKey(),
                        text.encodeToString(new byte[16]),
                        at,
                        keys().publicKey()),
                new Push(new UUID(0, 3), "message", new UUID(0, 4), null, 1, at),
                null);
    }
}
