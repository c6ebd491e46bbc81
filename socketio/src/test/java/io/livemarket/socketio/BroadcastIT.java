package io.livemarket.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.livemarket.socketio.TestClient.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.RepeatedTest;

/** Broadcasts from threads that are no event loop's, while clients change their transports. */
class BroadcastIT {

    private static final int EVENTS = 120;
    private static final int THREADS = 2;

    @RepeatedTest(20)
    void broadcastsArriveOnceAndInOrderWhileUpgrading() throws Exception {
        try (TestServer server = TestServer.start(settings -> settings.withQueueLimits(10_000, 10_000_000))) {
            List<TestClient> clients = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                Mode mode = Mode.values()[i % Mode.values().length];
                TestClient client = TestClient.open(server.port(), mode);
                client.send("40");
                client.takeText();
                clients.add(client);
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> server.ready.size() == clients.size());
            CountDownLatch started = new CountDownLatch(THREADS);
            List<Thread> broadcasters = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                int thread = t;
                broadcasters.add(Thread.ofPlatform().start(() -> broadcast(server, thread, started)));
            }
            started.await();
            for (int i = 2; i < clients.size(); i += 3) {
                clients.get(i).upgrade();
            }
            for (Thread broadcaster : broadcasters) {
                broadcaster.join();
            }

            for (TestClient client : clients) {
                assertEverythingCame(client);
                client.close();
            }
            assertThat(server.faults).isEmpty();
        }
    }

    private static void broadcast(TestServer server, int thread, CountDownLatch started) {
        for (int i = 0; i < EVENTS; i++) {
            EncodedEvent event = EncodedEvent.of("e" + thread, TestServer.json(Integer.toString(i)));
            server.sockets.forEachSocket(socket -> socket.emit(event));
            if (i == 5) {
                started.countDown();
            }
        }
    }

    private static void assertEverythingCame(TestClient client) throws InterruptedException {
        int[] next = new int[THREADS];
        for (int i = 0; i < THREADS * EVENTS; i++) {
            String text = client.takeText();
            int thread = text.charAt("42[\"e".length()) - '0';
            assertThat(text).isEqualTo("42[\"e" + thread + "\"," + next[thread]++ + "]");
        }
        assertThat(next).containsOnly(EVENTS);
    }
}
