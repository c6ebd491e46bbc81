package io.livemarket.loadtest.wire;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One Socket.IO connection over the websocket transport (Engine.IO protocol 4, Socket.IO protocol 5, default namespace,
 * text packets). Belongs to one event loop: all methods are called, and all callbacks made, on its thread.
 */
public final class SocketIoConnection {

    private static final int MAX_FRAME_BYTES = 8 << 20;
    private static final int HANDSHAKE_TIMEOUT_MS = 30_000;
    private static final int MASKED_HEADER_BYTES = 8;
    private static final String PONG = "3";

    private final ConnectionListener listener;
    private final byte[] connectPacket;

    @SuppressWarnings("NullAway.Init") // Set by open(), before any use.
    private Channel channel;

    private boolean joined;
    private boolean over;
    private @Nullable String farewell;
    private long silenceLimitNanos = TimeUnit.MILLISECONDS.toNanos(HANDSHAKE_TIMEOUT_MS);
    private long lastHeardNanos = System.nanoTime();

    private SocketIoConnection(String token, ConnectionListener listener) {
        this.listener = listener;
        this.connectPacket = ("40{\"token\":\"" + token + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Starts to connect and returns at once.
     *
     * @param bootstrap with the event loop group and channel type set
     * @param server the server's base address, {@code http://host:port}
     * @param token the access token, made of characters that JSON need not escape
     */
    public static SocketIoConnection open(Bootstrap bootstrap, URI server, String token, ConnectionListener listener) {
        SocketIoConnection connection = new SocketIoConnection(token, listener);
        URI address = URI.create("ws://" + server.getRawAuthority() + "/socket.io/?EIO=4&transport=websocket");
        ChannelFuture connecting = bootstrap
                .clone()
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(
                                        new HttpClientCodec(),
                                        new HttpObjectAggregator(64 << 10),
                                        new WebSocketClientProtocolHandler(configuration(address)),
                                        new WebSocketFrameAggregator(MAX_FRAME_BYTES),
                                        connection.new Frames());
                    }
                })
                .connect(server.getHost(), server.getPort());
        connection.channel = connecting.channel();
        connecting.addListener((ChannelFuture done) -> {
            if (!done.isSuccess()) {
                connection.end(
                        done.cause() instanceof ConnectException ? "connection refused" : describe(done.cause()));
            }
        });
        return connection;
    }

    private static WebSocketClientProtocolConfig configuration(URI address) {
        return WebSocketClientProtocolConfig.newBuilder()
                .webSocketUri(address)
                .version(WebSocketVersion.V13)
                .allowExtensions(false)
                .maxFramePayloadLength(MAX_FRAME_BYTES)
                .handshakeTimeoutMillis(HANDSHAKE_TIMEOUT_MS)
                .build();
    }

    /** Sends one packet; ownership of {@code packet} passes on. On a closed connection it is dropped. */
    public void send(ByteBuf packet) {
        channel.writeAndFlush(new TextWebSocketFrame(packet), channel.voidPromise());
    }

    /** Whether the server missed its own heartbeat: silent for longer than pingInterval + pingTimeout. */
    public boolean isSilent(long nowNanos) {
        return nowNanos - lastHeardNanos > silenceLimitNanos;
    }

    /**
     * Sends the first half of a frame that announces all of {@code packet}, and resets the connection.
     *
     * @param packet 126 to 65,535 bytes; ownership passes on
     */
    public void cutInMidFrame(ByteBuf packet, String why) {
        int length = packet.readableBytes();
        ByteBuf half = channel.alloc().buffer(MASKED_HEADER_BYTES + length / 2);
        // FIN and text; masked, two bytes of length; a mask of zeros (RFC 6455 section 5.2).
        half.writeByte(0x81)
                .writeByte(0x80 | 126)
                .writeShort(length)
                .writeInt(0)
                .writeBytes(packet, length / 2);
        packet.release();
        farewell = why;
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        channel.pipeline().firstContext().writeAndFlush(half).addListener(_ -> channel.close());
    }

    /** Closes the connection; {@link ConnectionListener#closed} is called with {@code why}. */
    public void close(String why) {
        if (farewell == null) {
            farewell = why;
        }
        channel.close();
    }

    private void end(String why) {
        if (!over) {
            over = true;
            listener.closed(farewell != null ? farewell : why);
        }
    }

    private static String describe(Throwable cause) {
        if (cause instanceof WebSocketClientHandshakeException handshake && handshake.response() != null) {
            return "HTTP " + handshake.response().status().code() + " instead of a websocket";
        }
        return cause.getClass().getSimpleName() + (cause.getMessage() == null ? "" : ": " + cause.getMessage());
    }

    private final class Frames extends SimpleChannelInboundHandler<WebSocketFrame> {

        @Override
        protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
            lastHeardNanos = System.nanoTime();
            if (frame instanceof TextWebSocketFrame) {
                handle(Packet.decode(ByteBufUtil.getBytes(frame.content())));
            } else if (!(frame instanceof CloseWebSocketFrame)) {
                listener.violated("binary frame");
            }
        }

        private void handle(Packet packet) {
            switch (packet) {
                case Packet.Event event when joined -> listener.event(event.arguments());
                case Packet.Ack ack when joined -> listener.acknowledged(ack.id(), ack.arguments());
                case Packet.Ping _ -> channel.writeAndFlush(new TextWebSocketFrame(PONG), channel.voidPromise());
                case Packet.Open open -> opened(open);
                case Packet.Connected _ -> {
                    joined = true;
                    listener.connected();
                }
                case Packet.Refused refused -> {
                    listener.refused(Scan.connectError(refused.error()));
                    close("CONNECT refused");
                }
                case Packet.Noop _ -> {}
                case Packet.Close _ -> close("closed by the server");
                case Packet.Disconnected _ -> close("disconnected by the server");
                case Packet.Event _ -> listener.violated("event before CONNECT was answered");
                case Packet.Ack _ -> listener.violated("ack before CONNECT was answered");
                case Packet.Unknown unknown -> listener.violated(unknown.what());
            }
        }

        private void opened(Packet.Open open) {
            long interval = Scan.number(open.handshake(), "pingInterval", 0);
            long timeout = Scan.number(open.handshake(), "pingTimeout", 0);
            if (interval <= 0 || timeout <= 0) {
                listener.violated("open packet without pingInterval and pingTimeout");
            } else {
                silenceLimitNanos = TimeUnit.MILLISECONDS.toNanos(interval + timeout);
            }
            channel.writeAndFlush(
                    new TextWebSocketFrame(
                            channel.alloc().buffer(connectPacket.length).writeBytes(connectPacket)),
                    channel.voidPromise());
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            end("connection lost");
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            close(describe(cause));
        }
    }
}
