import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.json.JSONArray;
import org.json.JSONObject;

/**
 * A client in one file, with the JDK's HTTP client and io.socket's socket.io-client:
 *
 * <pre>
 *   Chat.java URL NAME PASSWORD listen COUNT   prints what comes and what was missed, and ends after COUNT messages
 *   Chat.java URL NAME PASSWORD send TO TEXT   writes to the user called TO, and ends when the server has it
 * </pre>
 */
public final class Chat {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private final String url;
    private final CountDownLatch done = new CountDownLatch(1);
    /** chatId → the version that this device has. */
    private final Map<String, Long> versions = new ConcurrentHashMap<>();
    /** clientMessageId → what was not acknowledged yet; kept on disk by a real client. */
    private final Map<String, JSONObject> outbox = new ConcurrentHashMap<>();
    /** The clientMessageIds of this run. */
    private final Set<String> written = ConcurrentHashMap.newKeySet();
    private final Set<String> shown = new HashSet<>();
    private JSONObject session;
    private Socket socket;
    private int toReceive;
    private int received;

    private Chat(String url) {
        this.url = url;
    }

    public static void main(String[] args) throws Exception {
        Chat chat = new Chat(args[0]);
        chat.logIn(args[1], args[2]);
        if (args[3].equals("send")) {
            chat.write(args[4], args[5]);
        } else {
            chat.toReceive = Integer.parseInt(args[4]);
        }
        chat.connect();
        chat.done.await();
        chat.socket.disconnect();
        System.exit(0); // The library's threads are no daemons.
    }

    private void logIn(String name, String password) throws Exception {
        JSONObject who = new JSONObject().put("username", name).put("password", password);
        try {
            session = call("POST", "/auth/login", who, null);
        } catch (IllegalStateException refused) {
            if (!refused.getMessage().equals("bad_credentials")) {
                throw refused;
            }
            call("POST", "/auth/register", new JSONObject(who.toMap()).put("email", name + "@example.com"), null);
            session = call("POST", "/auth/login", who, null);
        }
    }

    private JSONObject refresh() {
        try {
            session = call("POST", "/auth/refresh", new JSONObject().put("refreshToken", session.getString("refreshToken")), null);
            return session;
        } catch (Exception e) {
            throw new IllegalStateException("Log in again", e);
        }
    }

    private JSONObject call(String method, String path, JSONObject body, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path)).setHeader("Content-Type", "application/json")
                .method(method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body.toString()));
        if (token != null) {
            request.setHeader("Authorization", "Bearer " + token);
        }
        HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        JSONObject json = new JSONObject(answer.body().isEmpty() ? "{}" : answer.body());
        if (answer.statusCode() >= 400) {
            throw new IllegalStateException(json.optString("code"));
        }
        return json;
    }

    private void write(String to, String text) throws Exception {
        JSONArray found = call("GET", "/users?search=" + URLEncoder.encode(to, StandardCharsets.UTF_8), null,
                session.getString("token")).getJSONArray("items");
        for (int i = 0; i < found.length(); i++) {
            if (found.getJSONObject(i).getString("username").equals(to)) {
                String id = UUID.randomUUID().toString();
                written.add(id);
                outbox.put(id, new JSONObject().put("to", found.getJSONObject(i).getString("id")).put("content", text)
                        .put("clientMessageId", id));
                return;
            }
        }
        throw new IllegalStateException("user_not_found");
    }

    private void connect() {
        IO.Options options = IO.Options.builder().setTransports(new String[] {"websocket"})
                .setAuth(new ConcurrentHashMap<>(Map.of("token", session.getString("token")))).build();
        socket = IO.socket(URI.create(url), options);
        socket.on(Socket.EVENT_CONNECT, _ -> {
            catchUp();
            outbox.values().forEach(this::deliver); // The same clientMessageId: sent once.
        });
        socket.onAnyIncoming(arguments -> changed((String) arguments[0], (JSONObject) arguments[1]));
        socket.on("reconnect", _ -> System.out.println("listening")); // The server's: everything missed has been sent.
        socket.on("session:expiring", _ -> {
            options.auth.put("token", refresh().getString("token"));
            socket.emit("session:refresh", new JSONObject().put("token", session.getString("token")));
        });
        socket.on(Socket.EVENT_CONNECT_ERROR, error -> {
            if (!(error[0] instanceof JSONObject refused)) {
                return; // No answer from the server: the library tries again by itself.
            }
            JSONObject data = refused.optJSONObject("data", new JSONObject());
            if (data.optString("code").startsWith("token_")) {
                options.auth.put("token", refresh().getString("token"));
            } else if (!data.optBoolean("retryable")) {
                throw new IllegalStateException(data.optString("code"));
            }
            later(socket::connect);
        });
        socket.on(Socket.EVENT_DISCONNECT, reason -> {
            if ("io server disconnect".equals(reason[0]) && done.getCount() > 0) {
                later(socket::connect); // The library does not come back after this reason.
            }
        });
        socket.connect();
    }

    private void catchUp() {
        socket.emit("sync", new JSONObject().put("chats", new JSONObject(versions)).put("paged", true), (Ack) answer -> {
            JSONArray chats = ((JSONObject) answer[0]).optJSONArray("chats", new JSONArray());
            if (isForNow((JSONObject) answer[0])) {
                later(this::catchUp);
            }
            for (int i = 0; i < chats.length(); i++) {
                JSONObject chat = chats.getJSONObject(i);
                long had = deliveredUpTo(chat.getJSONArray("receipts"));
                if (chat.getBoolean("complete")) {
                    chat.getJSONArray("messages").forEach(message -> show((JSONObject) message, had));
                } else {
                    showHistory(chat.getString("chatId"), had);
                }
                versions.merge(chat.getString("chatId"), chat.getLong("version"), Math::max);
            }
            if (((JSONObject) answer[0]).optBoolean("more")) {
                catchUp();
            }
        });
    }

    private void showHistory(String chatId, long had) {
        socket.emit("message:history", new JSONObject().put("chatId", chatId), (Ack) answer -> {
            JSONArray items = ((JSONObject) answer[0]).optJSONArray("items", new JSONArray()); // The newest first.
            for (int n = items.length() - 1; n >= 0; n--) {
                show(items.getJSONObject(n), had);
            }
            if (isForNow((JSONObject) answer[0])) {
                later(() -> showHistory(chatId, had));
            }
        });
    }

    /** Whether the server cannot answer now, such as because too much is asked at once. */
    private static boolean isForNow(JSONObject answer) {
        JSONObject error = answer.optJSONObject("error");
        return error != null && error.optBoolean("retryable");
    }

    private void changed(String event, JSONObject change) {
        if (!event.matches("(message|chat|deal):.*") || !change.has("version")) {
            return; // A notification's version is another one.
        }
        long have = versions.getOrDefault(change.getString("chatId"), 0L);
        if (change.getLong("version") > have + 1) {
            catchUp(); // Something is missing.
            return;
        }
        versions.merge(change.getString("chatId"), change.getLong("version"), Math::max);
        if (event.equals("message:receive") || event.equals("message:sent")) {
            show(change, 0);
        }
    }

    private void deliver(JSONObject message) {
        socket.emit("message:send", message, (Ack) arguments -> { // Without an answer the next connect sends it again.
            JSONObject answer = (JSONObject) arguments[0];
            if (!answer.getBoolean("ok") && answer.getJSONObject("error").getBoolean("retryable")) {
                later(() -> deliver(message));
                return;
            }
            outbox.remove(message.getString("clientMessageId"));
            if (answer.getBoolean("ok")) {
                show(answer.getJSONObject("message"), 0);
            } else {
                System.err.println("refused: " + answer.getJSONObject("error").getString("code"));
            }
        });
    }

    /** After a pause that is another one in each client. */
    private static void later(Runnable task) {
        CompletableFuture.delayedExecutor(ThreadLocalRandom.current().nextLong(500, 3_000), TimeUnit.MILLISECONDS).execute(task);
    }

    private String me() {
        return session.getJSONObject("user").getString("id");
    }

    /** The place up to which a device of this user confirmed messages before. */
    private long deliveredUpTo(JSONArray receipts) {
        for (int i = 0; i < receipts.length(); i++) {
            if (receipts.getJSONObject(i).getString("userId").equals(me())) {
                return receipts.getJSONObject(i).getLong("deliveredUpTo");
            }
        }
        return 0;
    }

    /** Prints a message once, unless it was confirmed before. */
    private synchronized void show(JSONObject message, long had) {
        boolean own = me().equals(message.optString("senderId"));
        boolean isNew = own ? written.contains(message.optString("clientMessageId")) : message.getLong("seq") > had;
        if (shown.add(message.getString("id")) && isNew && !message.optBoolean("withheld") && message.isNull("deletedAt")) {
            System.out.println((own ? "sent: " : "received: ") + message.getString("content"));
            received += own ? 0 : 1;
        }
        if (!own) {
            socket.emit("message:delivered", new JSONObject().put("chatId", message.getString("chatId"))
                    .put("upToSeq", message.getLong("seq")), (Ack) _ -> leave());
        } else {
            leave();
        }
    }

    /** Ends the program when what it was asked for is done. */
    private synchronized void leave() {
        if (toReceive > 0 ? received >= toReceive : outbox.isEmpty()) {
            done.countDown();
        }
    }
}
