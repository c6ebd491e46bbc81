package io.livemarket.socketio;

import io.livemarket.socketio.engine.EngineListener;
import io.livemarket.socketio.engine.EngineServer;
import io.livemarket.socketio.engine.EngineSession;
import io.livemarket.socketio.netty.EngineRoutes;
import io.livemarket.socketio.protocol.Frame;
import io.livemarket.socketio.protocol.Outgoing;
import io.livemarket.socketio.session.UnconnectedSessions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * The server that the official protocol test suites expect, as their READMEs describe it: an Engine.IO echo at
 * {@code /engine.io/} and the Socket.IO handlers at {@code /socket.io/}. They look for it on port 3000.
 */
public final class ProtocolSuiteServer {

    private static final byte[] MESSAGE = {'4'};

    private ProtocolSuiteServer() {}

    public static void main(String[] args) {
        int port = args.length == 0 ? 3000 : Integer.parseInt(args[0]);
        DisposableServer server = start(port);
        System.out.println("Listening on port " + server.port());
        server.onDispose().block();
    }

    static DisposableServer start(int port) {
        SocketIoSettings settings = SocketIoSettings.defaults()
                .withHeartbeat(Duration.ofMillis(300), Duration.ofMillis(200))
                .withTimeouts(Duration.ofMillis(1000), Duration.ofSeconds(10), Duration.ofSeconds(10))
                .withMaxPayload(1_000_000)
                .withAllowedOrigins(List.of("*"));
        EngineRoutes echo = new EngineRoutes(
                new EngineServer(settings.withPath("/engine.io/"), new SocketIoMetrics() {}),
                _ -> true,
                UnconnectedSessions.UNLIMITED,
                _ -> new Echo());
        SocketIoServer sockets = SocketIoServer.builder(settings)
                .namespace(
                        "/",
                        handshake -> CompletableFuture.completedStage(
                                ConnectDecision.accept(new MainNamespace(handshake.auth()), null)))
                .namespace(
                        "/custom",
                        handshake -> CompletableFuture.completedStage(
                                ConnectDecision.accept(new AuthSender(handshake.auth()), null)))
                .build();
        return HttpServer.create()
                .host("localhost")
                .port(port)
                .route(routes -> {
                    echo.addTo(routes);
                    sockets.routes(routes);
                })
                .bindNow();
    }

    private static final class Echo implements EngineListener {
        @Override
        public void onText(EngineSession session, byte[] bytes, int offset, int length) {
            session.send(Outgoing.of(Frame.text(MESSAGE, Arrays.copyOfRange(bytes, offset, offset + length))));
        }

        @Override
        public void onBinary(EngineSession session, byte[] bytes) {
            session.send(Outgoing.of(Frame.binary(bytes)));
        }
    }

    private static class AuthSender implements SocketListener {
        private final JsonNode auth;

        AuthSender(JsonNode auth) {
            this.auth = auth;
        }

        @Override
        public void onReady(Socket socket) {
            socket.emit(EncodedEvent.of("auth", List.of(auth)));
        }

        @Override
        public void onEvent(Socket socket, String event, ArrayNode arguments, AckSender ack) {
            // Nothing is expected of it.
        }
    }

    private static final class MainNamespace extends AuthSender {
        MainNamespace(JsonNode auth) {
            super(auth);
        }

        @Override
        public void onEvent(Socket socket, String event, ArrayNode arguments, AckSender ack) {
            List<JsonNode> values =
                    StreamSupport.stream(arguments.spliterator(), false).toList();
            switch (event) {
                case "message" -> socket.emit(EncodedEvent.of("message-back", values));
                case "message-with-ack" -> ack.send(values.toArray(JsonNode[]::new));
                default -> throw new IllegalArgumentException("The suites send no event of that name");
            }
        }
    }
}
