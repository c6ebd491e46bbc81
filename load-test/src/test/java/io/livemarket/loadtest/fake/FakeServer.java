package io.livemarket.loadtest.fake;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/**
 * Enough of the protocol on an ephemeral port to be a partner for the load generator, correct but for its
 * {@link Faults}. Runs on one thread.
 */
public final class FakeServer implements AutoCloseable {

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final Channel listening;
    final Faults faults;
    final FakeUsers users;
    final FakeFiles files;
    final FakeChats chats = new FakeChats();
    final List<FakeSocket> sockets = new ArrayList<>();
    final AtomicInteger sends = new AtomicInteger();
    final AtomicInteger connects = new AtomicInteger();
    final AtomicInteger pongs = new AtomicInteger();
    final AtomicInteger sessionRefreshes = new AtomicInteger();
    final AtomicInteger confirmations = new AtomicInteger();
    int pingIntervalMs = 25_000;
    boolean plain;

    public FakeServer(Faults faults) {
        this.faults = faults;
        this.users = new FakeUsers(faults.throttledRegistrations());
        this.files = new FakeFiles(faults);
        this.listening = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(new HttpServerCodec(), new HttpObjectAggregator(1 << 20), new Rest());
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
    }

    public String url() {
        return "http://127.0.0.1:" + ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /** Answers a question about the server's state on its thread. */
    public <T> T ask(Supplier<T> question) {
        return loop.submit(question::get).syncUninterruptibly().getNow();
    }

    public int registrations() {
        return ask(() -> users.registrations);
    }

    public int logIns() {
        return ask(() -> users.logIns);
    }

    public int refreshes() {
        return ask(() -> users.refreshes);
    }

    /** Files that were uploaded and not deleted. */
    public int filesLeft() {
        return ask(files.files::size);
    }

    public int openSockets() {
        return ask(sockets::size);
    }

    public int pongs() {
        return pongs.get();
    }

    public int sessionRefreshes() {
        return sessionRefreshes.get();
    }

    public int confirmations() {
        return confirmations.get();
    }

    /** Makes the server's heartbeat this short. To be called before clients connect. */
    public FakeServer pingEvery(int ms) {
        pingIntervalMs = ms;
        return this;
    }

    /**
     * Makes it a plain chat: a user's name is the token, and messages have neither {@code clientMessageId} nor
     * {@code seq}.
     */
    public FakeServer plain() {
        plain = true;
        return this;
    }

    /** Tokens issued so far are good no more. */
    public void forgetTokens() {
        ask(() -> {
            users.forgetTokens();
            return null;
        });
    }

    /** No token is good any more, and no session can be refreshed. */
    public void forgetSessions() {
        ask(() -> {
            users.forgetSessions();
            return null;
        });
    }

    /** Breaks every socket, as a killed gateway would. On the server's thread. */
    public void dropSockets() {
        List.copyOf(sockets).forEach(FakeSocket::drop);
    }

    /** Reads nothing from any socket for this time. On the server's thread. */
    public void stall(int ms) {
        sockets.forEach(socket -> socket.read(false));
        loop.schedule(() -> sockets.forEach(socket -> socket.read(true)), ms, TimeUnit.MILLISECONDS);
    }

    /** Sends {@code session:expiring} to every socket. On the server's thread. */
    public void warnOfExpiry() {
        sockets.forEach(socket -> socket.emit(
                "session:expiring", JsonMapper.shared().createObjectNode().put("expiresAt", "2026-01-01T00:00:00Z")));
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private final class Rest extends SimpleChannelInboundHandler<FullHttpRequest> {

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            if (request.uri().startsWith("/socket.io/")) {
                context.pipeline()
                        .addLast(
                                new WebSocketServerProtocolHandler("/socket.io/", null, false, 1 << 20, false, true),
                                new FakeSocket(FakeServer.this));
                context.pipeline().remove(this);
                context.fireChannelRead(request.retain());
                return;
            }
            byte[] content = ByteBufUtil.getBytes(request.content());
            if (request.uri().equals("/chats")) {
                answer(context, 201, JsonMapper.shared().writeValueAsBytes(openGroup(request, content)));
            } else if (FakeFiles.isMeant(request)) {
                FakeFiles.Reply reply = files.handle(request, content);
                answer(context, reply.status(), reply.body());
            } else {
                FakeUsers.Reply reply = users.handle(request, content);
                answer(context, reply.status(), JsonMapper.shared().writeValueAsBytes(reply.body()));
            }
        }

        private Map<String, String> openGroup(FullHttpRequest request, byte[] content) {
            List<String> members = new ArrayList<>();
            members.add(users.user(request.headers().get("Authorization", "").replace("Bearer ", "")));
            JsonMapper.shared().readTree(content).path("participants").forEach(each -> members.add(each.asString()));
            return Map.of("id", chats.group(members).id);
        }

        private static void answer(ChannelHandlerContext context, int status, byte[] body) {
            DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), Unpooled.wrappedBuffer(body));
            response.headers()
                    .set("Content-Type", "application/json")
                    .set("Content-Length", response.content().readableBytes());
            context.writeAndFlush(response);
        }
    }
}
