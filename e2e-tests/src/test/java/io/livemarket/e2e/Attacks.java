package io.livemarket.e2e;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What an attacker does to a system on this machine, again and again, until it is closed. */
final class Attacks implements AutoCloseable {

    private static final int SOCKETS = 20;
    private static final int THREADS = 4;
    /** A text that the rules on content searched for 849 ms once (decision 103). */
    private static final String DEAR = "you ".repeat(660) + "moron ".repeat(660);

    /** Each by the name that the table of {@code docs/security.md} has for it. */
    static final Map<String, Start> ALL = new java.util.TreeMap<>(Map.of(
            "`message:send` to made-up users: two accounts, 20 sockets each, 35/s and socket", Attacks::madeUpUsers,
            "20 sockets of one account send at once", Attacks::oneAccount,
            "messages made to be dear to the rules on content", Attacks::dearTexts,
            "connecting again and again", Attacks::connecting,
            "`sync` and history without waiting for answers", Attacks::questions,
            "REST requests of one account without a pause", Attacks::requests));

    private final String url;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);
    private final List<SocketClient> sockets = new ArrayList<>();

    /** Begins an attack. */
    @FunctionalInterface
    interface Start {
        void on(Attacks attack) throws Exception;
    }

    private Attacks(String url) {
        this.url = url;
    }

    static Attacks begin(String url, Start start) throws Exception {
        Attacks attack = new Attacks(url);
        try {
            start.on(attack);
            return attack;
        } catch (Exception e) {
            attack.close();
            throw e;
        }
    }

    private void madeUpUsers() throws Exception {
        for (int account = 0; account < 2; account++) {
            fromSockets(35, socket -> socket.emit("message:send", Map.of("to", UUID.randomUUID(), "content", "hello")));
        }
    }

    private void oneAccount() throws Exception {
        String to = Account.register(url, "target").id();
        fromSockets(40, socket -> socket.emit("message:send", Map.of("to", to, "content", "hello")));
    }

    private void dearTexts() throws Exception {
        String to = Account.register(url, "target").id();
        fromSockets(5, socket -> socket.emit("message:send", Map.of("to", to, "content", DEAR)));
    }

    private void questions() throws Exception {
        fromSockets(20, socket -> {
            socket.emit("sync", Map.of("chats", Map.of()));
            socket.emit("message:history", Map.of("chatId", UUID.randomUUID()));
        });
    }

    private void connecting() throws Exception {
        String token = Account.register(url, "attacker").token();
        forEver(() -> {
            SocketClient.connect(url, token).close();
            return null;
        });
    }

    private void requests() throws Exception {
        String token = Account.register(url, "attacker").token();
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/chats"))
                .header("Authorization", "Bearer " + token)
                .build();
        forEver(() -> http.send(request, HttpResponse.BodyHandlers.discarding()));
    }

    /** Twenty sockets of one new account, each of which does something so many times a second. */
    private void fromSockets(int perSecond, Consumer<SocketClient> each) throws Exception {
        Account attacker = Account.register(url, "attacker");
        for (int i = 0; i < SOCKETS; i++) {
            SocketClient socket = SocketClient.connect(url, attacker.token());
            sockets.add(socket);
            threads.scheduleAtFixedRate(() -> each.accept(socket), 0, 1_000_000 / perSecond, TimeUnit.MICROSECONDS);
        }
    }

    /** Each thread does it again at once; a refusal does not discourage an attacker. */
    private void forEver(Callable<?> work) {
        for (int i = 0; i < THREADS; i++) {
            threads.scheduleWithFixedDelay(
                    () -> {
                        try {
                            work.call();
                        } catch (Exception e) {
                            // A refused connection is what the system is to do.
                        }
                    },
                    0,
                    1,
                    TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        sockets.forEach(SocketClient::close);
    }
}
