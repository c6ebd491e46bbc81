package io.livemarket.socketio.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PollingPayloadTest {

    @Test
    void packetsAreSeparatedByTheRecordSeparator() {
        List<EnginePacket> packets = decode("4hello\u001e2\u001e4wörld");

        assertThat(packets)
                .extracting(EnginePacket::type)
                .containsExactly(EnginePacketType.MESSAGE, EnginePacketType.PING, EnginePacketType.MESSAGE);
        assertThat(packets.getLast().copyOfPayload()).isEqualTo("wörld".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void binaryPacketsAreBase64() {
        List<EnginePacket> packets = decode("4hello\u001ebAQIDBA==");

        assertThat(packets.getLast().binary()).isTrue();
        assertThat(packets.getLast().copyOfPayload()).containsExactly(1, 2, 3, 4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "4a\u001e", "\u001e4a", "4a\u001e\u001e4b", "4a\u001eb***", "4a\u001e9"})
    void nothingFollowsAMalformedPacket(String body) {
        assertThat(decode(body).getLast()).isSameAs(EnginePacket.MALFORMED);
        assertThat(decode(body))
                .filteredOn(packet -> packet == EnginePacket.MALFORMED)
                .hasSize(1);
    }

    @Test
    void anEncodedPayloadDecodesToItsPackets() {
        byte[] body =
                PollingPayload.encode(List.of(Frame.text("4añb"), Frame.binary(new byte[] {0, -1, 30}), Frame.PING));

        assertThat(new String(body, StandardCharsets.UTF_8)).isEqualTo("4añb\u001ebAP8e\u001e2");
        assertThat(PollingPayload.decode(body))
                .extracting(EnginePacket::type)
                .containsExactly(EnginePacketType.MESSAGE, EnginePacketType.MESSAGE, EnginePacketType.PING);
    }

    private static List<EnginePacket> decode(String body) {
        return PollingPayload.decode(body.getBytes(StandardCharsets.UTF_8));
    }
}
