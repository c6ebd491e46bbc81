package io.livemarket.socketio.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnginePacketTest {

    @ParameterizedTest
    @CsvSource({
        "0{},OPEN,{}",
        "1,CLOSE,''",
        "2,PING,''",
        "2probe,PING,probe",
        "3,PONG,''",
        "4hello €,MESSAGE,hello €",
        "5,UPGRADE,''",
        "6,NOOP,''"
    })
    void aTextPacketIsATypeAndAPayload(String wire, EnginePacketType type, String payload) {
        EnginePacket packet = read(wire.getBytes(StandardCharsets.UTF_8));

        assertThat(packet.type()).isEqualTo(type);
        assertThat(new String(packet.copyOfPayload(), StandardCharsets.UTF_8)).isEqualTo(payload);
        assertThat(packet.binary()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "abc", " 4", "b", "-1", "/", ":"})
    void aPacketOfUnknownTypeIsMalformed(String wire) {
        assertThat(read(wire.getBytes(StandardCharsets.UTF_8))).isSameAs(EnginePacket.MALFORMED);
    }

    @Test
    void textThatIsNotUtf8IsMalformed() {
        assertThat(read(new byte[] {'4', (byte) 0xc3, 0x28})).isSameAs(EnginePacket.MALFORMED);
        assertThat(read(new byte[] {'4', (byte) 0xed, (byte) 0xa0, (byte) 0x80}))
                .isSameAs(EnginePacket.MALFORMED);
    }

    @Test
    void onlyTheProbeIsAProbe() {
        assertThat(read("2probe".getBytes(StandardCharsets.UTF_8)).isProbe()).isTrue();
        assertThat(read("2".getBytes(StandardCharsets.UTF_8)).isProbe()).isFalse();
        assertThat(read("2probes".getBytes(StandardCharsets.UTF_8)).isProbe()).isFalse();
    }

    @Test
    void noInputMakesTheDecodersThrow() {
        Random random = new Random(7);
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = new byte[random.nextInt(24)];
            random.nextBytes(bytes);
            if (bytes.length > 0 && random.nextBoolean()) {
                bytes[0] = (byte) ('0' + random.nextInt(8));
            }
            assertThat(read(bytes)).isNotNull();
            assertThat(PollingPayload.decode(bytes)).isNotEmpty();
            SocketPacket packet = SocketPacketReader.read(bytes, 0, bytes.length);
            assertThat(SocketPayload.event(packet, java.util.List.of())).isNotNull();
        }
    }

    private static EnginePacket read(byte[] bytes) {
        return EnginePacket.text(bytes, 0, bytes.length);
    }
}
