package io.livemarket.socketio;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** A server on a free port, whose main namespace answers a few events and records all callbacks. */
final class TestServer implements AutoCloseable, SocketListener {

    final SocketIoCounters counters = new SocketIoCounters();
    final ConcurrentHashMap<String, Socket> ready = new ConcurrentHashMap<>();
    final ConcurrentLinkedQueue<DisconnectReason> disconnected = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
    final SocketIoServer sockets;
    private final ConcurrentHashMap<String, String> busy = new ConcurrentHashMap<>();
    private final DisposableServer http;

    private TestServer(UnaryOperator<SocketIoSettings> change, AdmissionPolicy admission, int unconnected) {
        SocketIoSettings settings = SocketIoSettings.defaults()
                .withTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(2));
        Executor later = CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS);
        sockets = SocketIoServer.builder(change.apply(settings))
                .metrics(counters)
                .admission(admission)
                .unconnected(unconnected, request -> String.valueOf(request.header("X-Source")))
                .namespace("/", this::decide)
                .namespace("/slow", _ -> CompletableFuture.supplyAsync(() -> ConnectDecision.accept(this, null), later))
                .namespace("/undecided", _ -> new CompletableFuture<>())
                .namespace("/broken", _ -> {
                    throw new IllegalStateException("test");
                })
                .build();
        http = HttpServer.create()
                .host("localhost")
                .port(0)
                .route(routes -> {
                    sockets.routes(routes);
                    routes.route(
                            _ -> true, (_, response) -> response.status(418).send());
                })
                .bindNow();
    }

    static TestServer start() {
        return start(settings -> settings);
    }

    static TestServer start(UnaryOperator<SocketIoSettings> change) {
        return new TestServer(change, _ -> true, Integer.MAX_VALUE);
    }

    static TestServer startWith(AdmissionPolicy admission) {
        return new TestServer(settings -> settings, admission, Integer.MAX_VALUE);
    }

    /** One with so many sessions of each {@code X-Source} that are not connected. */
    static TestServer startWithUnconnected(int most) {
        return new TestServer(settings -> settings, _ -> true, most);
    }

    int port() {
        return http.port();
    }

    private CompletableFuture<ConnectDecision> decide(Handshake handshake) {
        JsonNode token = handshake.auth().path("token");
        return CompletableFuture.completedFuture(
                token.isMissingNode() || token.asString().equals("good")
                        ? ConnectDecision.accept(this, token.asString(""))
                        : ConnectDecision.refuse("Unauthorized", json("{\"code\":\"token_invalid\"}")));
    }

    @Override
    public void onReady(Socket socket) {
        exclusively(socket, "ready", () -> ready.put(socket.id(), socket));
    }

    @Override
    public void onEvent(Socket socket, String event, ArrayNode arguments, AckSender ack) {
        exclusively(socket, event, () -> {
            if (!ready.containsKey(socket.id())) {
                faults.add("An event came before the socket was ready");
            }
            answer(socket, event, arguments, ack);
        });
    }

    private static void answer(Socket socket, String event, ArrayNode arguments, AckSender ack) {
        List<JsonNode> values =
                StreamSupport.stream(arguments.spliterator(), false).toList();
        switch (event) {
            case "echo" -> socket.emit(EncodedEvent.of("echoed", values));
            case "ack" -> ack.send(values.toArray(JsonNode[]::new));
            case "ack twice" ->
                socket.emit("second", json(ack.send(json("1")) && ack.send(json("2")) ? "true" : "false"));
            case "throw" -> throw new IllegalStateException("test");
            case "leave" -> socket.disconnect(false);
            case "close" -> {
                socket.emit("last", json("1"));
                socket.disconnect(true);
            }
            default -> throw new IllegalArgumentException("Unexpected event");
        }
    }

    @Override
    public void onMalformed(Socket socket, MalformedEvent reason, AckSender ack) {
        if (ack == null) {
            socket.emit("malformed", json("\"" + reason + "\""));
        } else {
            ack.send(json("\"" + reason + "\""));
        }
    }

    @Override
    public void onDisconnect(Socket socket, DisconnectReason reason) {
        exclusively(socket, "disconnect", () -> {
            if (ready.remove(socket.id()) == null) {
                faults.add("A socket was disconnected twice, or never ready");
            }
            disconnected.add(reason);
        });
    }

    private void exclusively(Socket socket, String what, Runnable callback) {
        String other = busy.putIfAbsent(socket.id(), what);
        if (other != null) {
            faults.add(what + " overlaps " + other);
        }
        try {
            callback.run();
        } finally {
            busy.remove(socket.id());
        }
    }

    static byte[] json(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        sockets.closeAll(Duration.ZERO);
        http.disposeNow(Duration.ofSeconds(5));
    }
}
