package io.livemarket.socketio.netty;

import io.livemarket.socketio.DisconnectReason;
import io.livemarket.socketio.engine.EngineServer;
import io.livemarket.socketio.engine.EngineSession;
import io.livemarket.socketio.engine.OutboundQueue;
import io.livemarket.socketio.engine.SessionLoop;
import io.livemarket.socketio.engine.Transport;
import io.livemarket.socketio.protocol.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * A websocket on a bare channel. All frames that are queued while a batch of frames is read, or a batch of tasks is
 * run, are sent in one write. The network is handed no more than the write buffer of the channel accepts; the rest
 * stays in the bounded queue of the session.
 */
final class WebSocketConnection extends ChannelInboundHandlerAdapter implements Transport.WebSocket {

    private static final int BATCH_BYTES = 32 * 1024;
    /**
     * More queued frames than this do not wait for the end of a batch that is being read, which may hold more questions
     * than the queue has room for answers.
     */
    private static final int BATCH_FRAMES = 64;

    private static final byte PONG_HEADER = (byte) 0x8a;
    private static final byte CLOSE_HEADER = (byte) 0x88;
    private static final int MAX_CONTROL_PAYLOAD = 125;

    private final EngineServer server;
    private final Channel channel;
    private final SessionLoop loop;
    private final Queue<Frame> urgent = new ConcurrentLinkedQueue<>();

    // Confined to the channel's loop.
    // Set by bind in the turn of the loop that adds this handler, before the channel reads a frame.
    @SuppressWarnings("NullAway.Init")
    private EngineSession session;

    private @Nullable FragmentedMessage fragments;
    private boolean reading;
    private boolean flushWanted;
    private boolean closing;
    private SessionLoop.@Nullable Timer closeTimer;

    WebSocketConnection(EngineServer server, Channel channel) {
        this.server = server;
        this.channel = channel;
        this.loop = NettyLoop.of(channel.eventLoop());
    }

    void bind(EngineSession owner) {
        this.session = owner;
    }

    @Override
    public SessionLoop loop() {
        return loop;
    }

    @Override
    public void flush(OutboundQueue queue) {
        sendUrgent();
        if (reading && queue.frames() < BATCH_FRAMES) {
            flushWanted = true;
            return;
        }
        boolean wrote = false;
        for (Frame next = queue.peek(); next != null && channel.isWritable(); next = queue.peek()) {
            writeBatch(queue, next);
            wrote = true;
        }
        if (wrote) {
            channel.flush();
        }
    }

    /** Writes at least the first frame of the queue, and as many more as have room in a batch. */
    private void writeBatch(OutboundQueue queue, Frame first) {
        int bytes = Math.max(first.wire().length, Math.min(queue.bytes(), BATCH_BYTES));
        ByteBuf batch = channel.alloc().ioBuffer(bytes);
        int frames = 0;
        Frame next = first;
        do {
            queue.take();
            batch.writeBytes(next.wire());
            frames++;
            next = queue.peek();
        } while (next != null && batch.readableBytes() + next.wire().length <= BATCH_BYTES);
        server.metrics().framesSent(frames, batch.readableBytes());
        channel.write(batch);
    }

    @Override
    public void sendNow(Frame frame) {
        urgent.add(frame);
        if (channel.eventLoop().inEventLoop()) {
            sendUrgent();
        } else {
            channel.eventLoop().execute(this::sendUrgent);
        }
    }

    /** Called before every write: urgent frames from another loop may still wait for their turn on this loop. */
    private void sendUrgent() {
        for (Frame frame = urgent.poll(); frame != null; frame = urgent.poll()) {
            channel.writeAndFlush(Unpooled.wrappedBuffer(frame.wire()));
        }
    }

    @Override
    public void close(DisconnectReason reason) {
        if (!channel.eventLoop().inEventLoop()) {
            channel.eventLoop().execute(() -> close(reason));
            return;
        }
        switch (reason) {
            // The client cannot read a close frame.
            case PING_TIMEOUT, SLOW_CONSUMER, TRANSPORT_CLOSE -> channel.close();
            case PARSE_ERROR -> closeWith(WebSocketCloseStatus.PROTOCOL_ERROR);
            case PAYLOAD_TOO_LARGE -> closeWith(WebSocketCloseStatus.MESSAGE_TOO_BIG);
            case SERVER_SHUTDOWN -> closeWith(WebSocketCloseStatus.ENDPOINT_UNAVAILABLE);
            case INTERNAL_ERROR -> closeWith(WebSocketCloseStatus.INTERNAL_SERVER_ERROR);
            case CLIENT_DISCONNECT, SERVER_DISCONNECT, TRANSPORT_ERROR, CONNECT_TIMEOUT ->
                closeWith(WebSocketCloseStatus.NORMAL_CLOSURE);
        }
    }

    /**
     * Sends a close frame and waits, for the close timeout, for that of the client: closing the channel at once could
     * reset frames that are still in flight.
     */
    private void closeWith(WebSocketCloseStatus status) {
        if (closing || !channel.isActive()) {
            return;
        }
        closing = true;
        channel.writeAndFlush(closeFrame(status.code()));
        closeTimer = loop.schedule(
                channel::close, server.settings().timeouts().close().toMillis());
    }

    private ByteBuf closeFrame(int status) {
        return channel.alloc().ioBuffer(4).writeByte(CLOSE_HEADER).writeByte(2).writeShort(status);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        reading = true;
        try {
            if (message instanceof WebSocketFrame frame) {
                read(frame);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void read(WebSocketFrame frame) {
        if (frame instanceof CloseWebSocketFrame close) {
            closedByClient(close);
        } else if (closing) {
            return;
        } else if (frame instanceof PingWebSocketFrame) {
            pong(frame.content());
        } else if (frame instanceof TextWebSocketFrame
                || frame instanceof BinaryWebSocketFrame
                || frame instanceof ContinuationWebSocketFrame) {
            readData(frame);
        }
    }

    private void readData(WebSocketFrame frame) {
        if (frame.isFinalFragment() && fragments == null) {
            deliver(frame instanceof BinaryWebSocketFrame, bytesOf(frame.content()));
            return;
        }
        if (fragments == null) {
            fragments = new FragmentedMessage(
                    frame instanceof BinaryWebSocketFrame,
                    server.settings().limits().maxPayload());
        }
        if (!fragments.add(bytesOf(frame.content()))) {
            fail(WebSocketCloseStatus.MESSAGE_TOO_BIG, DisconnectReason.PAYLOAD_TOO_LARGE);
        } else if (frame.isFinalFragment()) {
            FragmentedMessage complete = fragments;
            fragments = null;
            deliver(complete.isBinary(), complete.bytes());
        }
    }

    private void deliver(boolean binary, byte[] bytes) {
        if (binary) {
            session.binaryReceived(this, bytes);
        } else {
            session.textReceived(this, bytes);
        }
    }

    private static byte[] bytesOf(ByteBuf content) {
        byte[] bytes = new byte[content.readableBytes()];
        content.readBytes(bytes);
        return bytes;
    }

    private void pong(ByteBuf payload) {
        // A client that pings and does not read must not fill the write buffer.
        if (channel.isWritable() && payload.readableBytes() <= MAX_CONTROL_PAYLOAD) {
            channel.writeAndFlush(channel.alloc()
                    .ioBuffer(2 + payload.readableBytes())
                    .writeByte(PONG_HEADER)
                    .writeByte(payload.readableBytes())
                    .writeBytes(payload));
        }
    }

    private void closedByClient(CloseWebSocketFrame close) {
        if (closing) {
            channel.close();
            return;
        }
        closing = true;
        int status = close.statusCode() < 0 ? WebSocketCloseStatus.NORMAL_CLOSURE.code() : close.statusCode();
        channel.writeAndFlush(closeFrame(status)).addListener(ChannelFutureListener.CLOSE);
        session.webSocketClosed(this, DisconnectReason.TRANSPORT_CLOSE);
    }

    private void fail(WebSocketCloseStatus status, DisconnectReason reason) {
        fragments = null;
        closeWith(status);
        session.webSocketClosed(this, reason);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        reading = false;
        if (flushWanted) {
            flushWanted = false;
            session.flush();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (channel.isWritable()) {
            session.flush();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        closing = true;
        if (closeTimer != null) {
            closeTimer.cancel();
        }
        session.webSocketClosed(this, DisconnectReason.TRANSPORT_CLOSE);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslCloseCompletionEvent) {
            channel.close();
        }
        ReferenceCountUtil.release(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (closing) {
            return;
        }
        if (cause instanceof CorruptedWebSocketFrameException corrupted
                && corrupted.closeStatus() == WebSocketCloseStatus.MESSAGE_TOO_BIG) {
            fail(WebSocketCloseStatus.MESSAGE_TOO_BIG, DisconnectReason.PAYLOAD_TOO_LARGE);
        } else if (cause instanceof CorruptedFrameException) {
            fail(WebSocketCloseStatus.PROTOCOL_ERROR, DisconnectReason.PARSE_ERROR);
        } else {
            channel.close();
            session.webSocketClosed(this, DisconnectReason.TRANSPORT_ERROR);
        }
    }
}
