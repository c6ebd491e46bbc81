package io.livemarket.socketio.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 65_535, 65_536, 200_000})
    void anotherImplementationReadsFramesOfAnyLength(int length) {
        EmbeddedChannel decoder = new EmbeddedChannel(new WebSocket13FrameDecoder(false, false, 1_000_000));

        decoder.writeInbound(
                Unpooled.wrappedBuffer(Frame.text("x".repeat(length)).wire()));
        decoder.writeInbound(
                Unpooled.wrappedBuffer(Frame.binary(new byte[length]).wire()));

        WebSocketFrame text = decoder.readInbound();
        WebSocketFrame binary = decoder.readInbound();
        assertThat(text).isInstanceOf(TextWebSocketFrame.class);
        assertThat(((TextWebSocketFrame) text).text()).isEqualTo("x".repeat(length));
        assertThat(binary).isInstanceOf(BinaryWebSocketFrame.class);
        assertThat(binary.content().readableBytes()).isEqualTo(length);
        assertThat(decoder.finish()).isFalse();
        text.release();
        binary.release();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 125, 126, 65_535, 65_536})
    void theFrameKnowsItsPayload(int length) {
        Frame frame = Frame.binary(new byte[length]);

        assertThat(frame.payloadLength()).isEqualTo(length);
        assertThat(frame.copyOfPayload()).hasSize(length);
        assertThat(Outgoing.of(Frame.PING, List.of(new byte[length])).bytes())
                .isEqualTo(Frame.PING.wire().length + frame.wire().length);
    }
}
