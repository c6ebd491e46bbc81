package io.livemarket.loadtest.fake;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The server's end of one socket. */
final class FakeSocket extends SimpleChannelInboundHandler<TextWebSocketFrame> {

    private static final Pattern EVENT = Pattern.compile("42(\\d*)(\\[.*)", Pattern.DOTALL);

    private final JsonMapper json = JsonMapper.shared();
    private final FakeServer server;
    private ChannelHandlerContext context;
    private ScheduledFuture<?> pings;
    private String user;

    FakeSocket(FakeServer server) {
        this.server = server;
    }

    void drop() {
        context.close();
    }

    void read(boolean on) {
        context.channel().config().setAutoRead(on);
    }

    void emit(String event, ObjectNode payload) {
        text("42" + json.writeValueAsString(List.of(event, payload)));
    }

    private void text(String packet) {
        context.writeAndFlush(new TextWebSocketFrame(packet));
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete) {
            text("0{\"sid\":\"fake\",\"upgrades\":[],\"pingInterval\":" + server.pingIntervalMs
                    + ",\"pingTimeout\":20000,\"maxPayload\":65536}");
            pings = context.executor()
                    .scheduleAtFixedRate(
                            () -> text("2"), server.pingIntervalMs, server.pingIntervalMs, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (server.sockets.remove(this)) {
            tellPartners("offline");
        }
        if (pings != null) {
            pings.cancel(false);
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
        String packet = frame.text();
        Matcher event = EVENT.matcher(packet);
        if (packet.equals("3")) {
            server.pongs.incrementAndGet();
        } else if (packet.startsWith("40")) {
            connect(json.readTree(packet.substring(2)).path("token").asString(""));
        } else if (event.matches()) {
            JsonNode arguments = json.readTree(event.group(2));
            event(event.group(1), arguments.get(0).asString(), arguments.get(1));
        } else {
            throw new IllegalStateException("a client must not send this: " + packet);
        }
    }

    private void connect(String token) {
        user = server.plain ? token : server.users.user(token);
        String refusal = server.faults.connectRefusal(server.connects.incrementAndGet());
        if (user == null || refusal != null) {
            String code = refusal != null ? refusal : "token_invalid";
            text("44{\"message\":\"no\",\"data\":{\"code\":\"" + code + "\",\"message\":\"no\",\"retryable\":true}}");
            return;
        }
        server.sockets.add(this);
        text("40{\"sid\":\"fake\"}");
        if (server.plain) {
            return;
        }
        tellPartners("online");
        List<ObjectNode> missed = server.chats.of(user).stream()
                .flatMap(chat -> chat.missedBy(user).stream())
                .toList();
        int limit = server.faults.redeliveryLimit();
        missed.stream().limit(limit).forEach(message -> emit("message:receive", message));
        emit(
                "reconnect",
                json.createObjectNode().put("recovered", missed.size() <= limit).put("missed", missed.size()));
    }

    private void tellPartners(String status) {
        ObjectNode told = json.createObjectNode().put("userId", user).put("status", status);
        server.chats.of(user).stream()
                .flatMap(chat -> chat.others(user).stream())
                .distinct()
                .forEach(partner -> List.copyOf(server.sockets).stream()
                        .filter(socket -> partner.equals(socket.user))
                        .forEach(socket -> server.faults.tellStatus(told, each -> socket.emit("user:status", each))));
    }

    private void event(String ackId, String name, JsonNode payload) {
        switch (name) {
            case "message:send" -> send(ackId, payload);
            case "message:delivered" -> {
                server.confirmations.incrementAndGet();
                server.chats
                        .find(payload, user)
                        .confirmed
                        .merge(user, payload.path("upToSeq").asInt(), Math::max);
                ok(ackId, json.createObjectNode());
            }
            case "message:read" -> ok(ackId, json.createObjectNode());
            case "user:typing" -> typing(payload);
            case "message:history" -> history(ackId, payload);
            case "session:refresh" -> {
                if (server.users.user(payload.path("token").asString()) != null) {
                    server.sessionRefreshes.incrementAndGet();
                }
                ok(ackId, json.createObjectNode().put("expiresAt", "2026-01-01T00:15:00Z"));
            }
            default -> refuse(ackId, "unknown_event");
        }
    }

    private void ok(String ackId, ObjectNode answer) {
        text("43" + ackId + json.writeValueAsString(List.of(answer.put("ok", true))));
    }

    private void refuse(String ackId, String code) {
        text("43" + ackId + "[{\"ok\":false,\"error\":{\"code\":\"" + code + "\",\"message\":\"no\",\"retryable\":"
                + code.equals("unavailable") + ",\"retryAfterMs\":50}}]");
    }

    private void send(String ackId, JsonNode payload) {
        int n = server.sends.incrementAndGet();
        String refusal = server.faults.refusal(n);
        FakeChats.Chat chat = server.chats.find(payload, user);
        if (refusal != null || chat == null) {
            refuse(ackId, refusal != null ? refusal : "chat_not_found");
            return;
        }
        int before = chat.messages.size();
        ObjectNode message = server.chats.accept(chat, user, payload, server.faults);
        if (server.plain) {
            message.remove(List.of("seq", "version", "clientMessageId"));
        }
        if (server.faults.acknowledges(n, server)) {
            ok(ackId, json.createObjectNode().set("message", message));
        }
        if (chat.messages.size() > before) {
            emit("message:sent", message);
            List<String> recipients = chat.others(user);
            List.copyOf(server.sockets).stream()
                    .filter(socket -> recipients.contains(socket.user))
                    .forEach(socket ->
                            server.faults.deliver(n, message, delivered -> socket.emit("message:receive", delivered)));
        }
    }

    private void typing(JsonNode payload) {
        String partner = server.chats.find(payload, user).other(user);
        ObjectNode sign = json.createObjectNode()
                .put("userId", user)
                .put("typing", payload.path("typing").asBoolean());
        List.copyOf(server.sockets).stream()
                .filter(socket -> partner.equals(socket.user))
                .forEach(socket -> server.faults.showTyping(sign, each -> socket.emit("user:typing", each)));
    }

    private void history(String ackId, JsonNode payload) {
        FakeChats.Chat chat = server.chats.find(payload, user);
        int after = payload.path("afterSeq").asInt();
        int limit = payload.path("limit").asInt();
        ObjectNode page = json.createObjectNode().put("hasMore", chat.messages.size() > after + limit);
        page.putArray("items")
                .addAll(chat.messages.stream().skip(after).limit(limit).toList());
        ok(ackId, page);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
