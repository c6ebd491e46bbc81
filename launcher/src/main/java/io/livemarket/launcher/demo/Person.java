package io.livemarket.launcher.demo;

import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import io.socket.engineio.client.transports.WebSocket;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.json.JSONObject;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A user with an account of their own and a Socket.IO client, the official one for Java. */
final class Person implements AutoCloseable {

    private static final long LIMIT_SECONDS = 15;
    private static final List<String> EVENTS = List.of(
            "message:receive",
            "message:sent",
            "message:delivered",
            "message:read",
            "message:edit",
            "message:delete",
            "chat:opened",
            "offer:made",
            "offer:accepted",
            "reconnect",
            "user:status",
            "user:typing",
            "notification:new",
            "notification:clear");

    private final String name;
    private final URI url;
    private final String id;
    private final String token;
    private final List<Received> received = new ArrayList<>();
    private @Nullable Socket socket;

    /**
     * An event that the client received.
     *
     * @param event its name
     * @param data its first argument
     * @param nanos {@link System#nanoTime} of its arrival
     */
    record Received(String event, JSONObject data, long nanos) {

        Received {
            // The client hands out the object that it parsed, and keeps using it.
            data = new JSONObject(data.toMap());
        }
    }

    private Person(String name, URI url, String id, String token) {
        this.name = name;
        this.url = url;
        this.id = id;
        this.token = token;
    }

    /** Registers a new account and logs in; the random password is not kept. */
    static Person register(Rest rest, URI url, String name) {
        SecureRandom random = new SecureRandom();
        String username = name.toLowerCase(java.util.Locale.ROOT) + "-" + hex(random, 5);
        String password = hex(random, 16);
        rest.post(
                "/auth/register",
                null,
                Map.of("username", username, "email", username + "@example.com", "password", password));
        JsonNode login = rest.post("/auth/login", null, Map.of("username", username, "password", password));
        return new Person(
                name, url, login.at("/user/id").asString(), login.path("token").asString());
    }

    private static String hex(SecureRandom random, int bytes) {
        byte[] chosen = new byte[bytes];
        random.nextBytes(chosen);
        return HexFormat.of().formatHex(chosen);
    }

    String name() {
        return name;
    }

    String id() {
        return id;
    }

    String token() {
        return token;
    }

    /** Connects; returns when the server has accepted the token and sent the missed events. */
    Received connect() {
        IO.Options options = IO.Options.builder()
                .setAuth(Map.of("token", token))
                .setTransports(new String[] {WebSocket.NAME})
                .setForceNew(true)
                .build();
        Socket opened = IO.socket(url, options);
        socket = opened;
        for (String event : EVENTS) {
            opened.on(event, arguments -> took(event, (JSONObject) arguments[0]));
        }
        CompletableFuture<Void> connected = new CompletableFuture<>();
        opened.on(Socket.EVENT_CONNECT, _ -> connected.complete(null));
        opened.on(
                Socket.EVENT_CONNECT_ERROR,
                reasons -> connected.completeExceptionally(
                        new DemoFailedException(name + " could not connect: " + reasons[0])));
        forget();
        opened.connect();
        within(connected, "the connection of " + name);
        return await("reconnect", _ -> true);
    }

    private Socket socket() {
        if (socket == null) {
            throw new DemoFailedException(name + " is not connected");
        }
        return socket;
    }

    void disconnect() {
        socket().close();
        forget();
    }

    /** Emits an event; the future completes with the answer and the time of its arrival. */
    CompletableFuture<Received> emit(String event, JSONObject payload) {
        CompletableFuture<Received> answer = new CompletableFuture<>();
        socket().emit(event, new Object[] {payload}, (Ack) arguments -> {
            Received ack = new Received(event, (JSONObject) arguments[0], System.nanoTime());
            if (ack.data().optBoolean("ok")) {
                answer.complete(ack);
            } else {
                answer.completeExceptionally(new Refused(
                        event,
                        ack.data().optJSONObject("error", new JSONObject()).optString("code")));
            }
        });
        return answer;
    }

    /** The first event of this name that meets the condition, received already or still to come. */
    Received await(String event, Predicate<JSONObject> wanted) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        synchronized (received) {
            while (true) {
                for (Received candidate : received) {
                    if (candidate.event().equals(event) && wanted.test(candidate.data())) {
                        return candidate;
                    }
                }
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    throw new DemoFailedException(name + " got no " + event + " within " + LIMIT_SECONDS + " s");
                }
                try {
                    received.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new DemoFailedException("interrupted", e);
                }
            }
        }
    }

    /** Every event of this name since the connection, in the order of arrival. */
    List<JSONObject> all(String event) {
        synchronized (received) {
            return received.stream()
                    .filter(each -> each.event().equals(event))
                    .map(Received::data)
                    .toList();
        }
    }

    /** The code of a refusal; the answer must be one. */
    static String refusal(CompletableFuture<Received> answer) {
        try {
            Received accepted = within(answer, "a refusal");
            throw new DemoFailedException(accepted.event() + " was accepted");
        } catch (Refused refused) {
            return refused.code;
        }
    }

    /** The server refused the event. */
    private static final class Refused extends DemoFailedException {

        private static final long serialVersionUID = 1L;

        private final String code;

        Refused(String event, String code) {
            super(event + " was refused: " + code);
            this.code = code;
        }
    }

    /** Waits for an answer, for a bounded time. */
    static <T> T within(CompletableFuture<T> answer, String what) {
        try {
            return answer.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new DemoFailedException(what + " took longer than " + LIMIT_SECONDS + " s", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof DemoFailedException known ? known : new DemoFailedException(what, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailedException("interrupted", e);
        }
    }

    private void took(String event, JSONObject data) {
        Received now = new Received(event, data, System.nanoTime());
        synchronized (received) {
            received.add(now);
            received.notifyAll();
        }
    }

    private void forget() {
        synchronized (received) {
            received.clear();
        }
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.close();
        }
    }
}
