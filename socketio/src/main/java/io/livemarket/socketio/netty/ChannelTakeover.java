package io.livemarket.socketio.netty;

import io.livemarket.socketio.engine.EngineServer;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import reactor.netty.Connection;

/**
 * Turns an HTTP connection of Reactor Netty into a bare websocket: removes the HTTP codec and all handlers behind it
 * from the channel, which keeps TLS, and answers the handshake (RFC 6455, section 4.2.2). Runs on the loop of the
 * channel.
 */
final class ChannelTakeover implements Runnable {

    /** The use of the websocket. */
    interface Purpose {
        void taken(WebSocketConnection webSocket);

        /** The client closed the connection before there was a websocket. */
        default void lost() {}
    }

    private static final String ACCEPT_SALT = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final EngineServer server;
    private final Connection connection;
    private final String key;
    private final Purpose purpose;

    ChannelTakeover(EngineServer server, Connection connection, String key, Purpose purpose) {
        this.server = server;
        this.connection = connection;
        this.key = key;
        this.purpose = purpose;
    }

    @Override
    public void run() {
        Channel channel = connection.channel();
        if (!channel.isActive()) {
            purpose.lost();
            return;
        }
        removeHttp(channel.pipeline());
        // Releases the request, which the channel would otherwise reference for its whole life.
        connection.rebind(() -> channel);
        channel.write(ByteBufUtil.writeAscii(
                channel.alloc(),
                "HTTP/1.1 101 Switching Protocols\r\n"
                        + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " + accept(key)
                        + "\r\n\r\n"));
        WebSocketConnection webSocket = new WebSocketConnection(server, channel);
        channel.pipeline()
                .addLast(new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder()
                        .expectMaskedFrames(true)
                        .allowMaskMismatch(false)
                        .allowExtensions(false)
                        .closeOnProtocolViolation(false)
                        .maxFramePayloadLength(server.settings().limits().maxPayload())
                        .build()));
        channel.pipeline().addLast(webSocket);
        purpose.taken(webSocket);
        channel.flush();
        channel.config().setAutoRead(true);
    }

    private static void removeHttp(ChannelPipeline pipeline) {
        List<String> names = pipeline.names();
        int codec = names.indexOf(pipeline.context(HttpServerCodec.class).name());
        for (String name : names.subList(codec, names.size())) {
            if (pipeline.get(name) != null) {
                pipeline.remove(name);
            }
        }
    }

    private static String accept(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1").digest((key + ACCEPT_SALT).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1", e);
        }
    }
}
