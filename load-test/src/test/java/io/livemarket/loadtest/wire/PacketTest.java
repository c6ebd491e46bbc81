package io.livemarket.loadtest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketTest {

    @Test
    void anEventIsReadWithAndWithoutAnAckId() {
        assertThat(arguments("42[\"a\",1]")).isEqualTo("[\"a\",1]");
        assertThat(arguments("4217[\"a\",1]")).isEqualTo("[\"a\",1]");
    }

    @Test
    void anAckKeepsItsLongId() {
        Packet.Ack ack = (Packet.Ack) decode("434294967297[{}]");
        assertThat(ack.id()).isEqualTo(4_294_967_297L);
        assertThat(ack.arguments()).hasToString("[{}]");
    }

    @Test
    void theTransportsOwnPacketsAreRecognised() {
        assertThat(decode("0{}")).isInstanceOf(Packet.Open.class);
        assertThat(decode("1")).isInstanceOf(Packet.Close.class);
        assertThat(decode("2")).isInstanceOf(Packet.Ping.class);
        assertThat(decode("6")).isInstanceOf(Packet.Noop.class);
        assertThat(decode("40{\"sid\":\"x\"}")).isInstanceOf(Packet.Connected.class);
        assertThat(decode("41")).isInstanceOf(Packet.Disconnected.class);
        assertThat(decode("44{}")).isInstanceOf(Packet.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3", "4", "9", "4x", "43[{}]", "42/other,[\"a\"]", "451-[\"a\"]"})
    void aPacketOutsideTheProtocolIsUnknownWithoutAnException(String frame) {
        assertThat(decode(frame)).isInstanceOf(Packet.Unknown.class);
    }

    @Test
    void anEventIsKnownByItsWholeName() {
        Json event = ((Packet.Event) decode("42[\"message:receive\",{}]")).arguments();
        assertThat(event.isEvent("message:receive".getBytes(StandardCharsets.UTF_8)))
                .isTrue();
        assertThat(event.isEvent("message:rec".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
        assertThat(event.isEvent("message:received".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
    }

    private static String arguments(String frame) {
        return ((Packet.Event) decode(frame)).arguments().toString();
    }

    private static Packet decode(String frame) {
        return Packet.decode(frame.getBytes(StandardCharsets.UTF_8));
    }
}
