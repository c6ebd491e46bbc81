package io.livemarket.socketio.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.socketio.MalformedEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SocketPayloadTest {

    private static final byte[] FIRST = {1, 2};
    private static final byte[] SECOND = {3};

    @Test
    void anEventIsItsNameAndTheArgumentsBehindIt() {
        var event = (SocketPayload.Event) event("2[\"message\",1,\"2\",{\"3\":[true]}]");

        assertThat(event.name()).isEqualTo("message");
        assertThat(event.arguments().toString()).isEqualTo("[1,\"2\",{\"3\":[true]}]");
    }

    @Test
    void attachmentsTakeTheirPlaceholdersPlaceAtAnyDepth() {
        var event = (SocketPayload.Event) event(
                "52-[\"m\",{\"_placeholder\":true,\"num\":1},"
                        + "{\"a\":[{\"_placeholder\":true,\"num\":0}]},{\"_placeholder\":false,\"num\":9}]",
                FIRST,
                SECOND);

        assertThat(event.arguments().get(0).binaryValue()).isEqualTo(SECOND);
        assertThat(event.arguments().get(1).get("a").get(0).binaryValue()).isEqualTo(FIRST);
        assertThat(event.arguments().get(2).isObject()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "2", "1.5", "\"0\"", "null", "99999999999"})
    void aPlaceholderForNoAttachmentBreaksTheProtocol(String number) {
        assertThat(event("52-[\"m\",{\"_placeholder\":true,\"num\":" + number + "}]", FIRST, SECOND))
                .isInstanceOf(SocketPayload.Violation.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "[\"a\"", "[\"a\",]", "[\"a\",{\"b\"}]", "[\"a\"] x", "[\"a\"][]", "[nope]", "['a']"})
    void invalidJsonIsMalformedAndNoViolation(String json) {
        assertThat(event("2" + json)).isEqualTo(new SocketPayload.Malformed(MalformedEvent.INVALID_JSON));
    }

    @Test
    void jsonThatIsNestedTooDeeplyIsMalformed() {
        String nested = "[\"a\"," + "[".repeat(20_000) + "]".repeat(20_000) + "]";

        assertThat(event("2" + nested)).isEqualTo(new SocketPayload.Malformed(MalformedEvent.INVALID_JSON));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "[null]", "[{}]", "[[\"a\"]]"})
    void anEventWithoutANameIsMalformed(String json) {
        assertThat(event("2" + json)).isEqualTo(new SocketPayload.Malformed(MalformedEvent.INVALID_NAME));
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"})
    void aReservedNameIsMalformed(String name) {
        assertThat(event("2[\"" + name + "\"]")).isEqualTo(new SocketPayload.Malformed(MalformedEvent.RESERVED_NAME));
    }

    @Test
    void anEmptyEventBreaksTheProtocol() {
        assertThat(event("2[]")).isInstanceOf(SocketPayload.Violation.class);
    }

    @Test
    void anAckMayBeEmptyAndCarryBinaries() {
        assertThat(((SocketPayload.Ack) ack("30[]")).arguments()).isEmpty();
        assertThat(((SocketPayload.Ack) ack("61-0[{\"_placeholder\":true,\"num\":0}]", FIRST))
                        .arguments()
                        .get(0)
                        .binaryValue())
                .isEqualTo(FIRST);
        assertThat(ack("30[nope]")).isInstanceOf(SocketPayload.Violation.class);
    }

    @Test
    void authIsAnObjectOrNothing() {
        assertThat(auth("0{\"token\":\"x\"}"))
                .isInstanceOfSatisfying(
                        SocketPayload.Auth.class,
                        auth -> assertThat(auth.auth().get("token").stringValue())
                                .isEqualTo("x"));
        assertThat(auth("0"))
                .isInstanceOfSatisfying(
                        SocketPayload.Auth.class,
                        auth -> assertThat(auth.auth()).isEmpty());
        assertThat(auth("0{\"token\"")).isInstanceOf(SocketPayload.Violation.class);
    }

    private static SocketPayload event(String wire, byte[]... attachments) {
        return SocketPayload.event(read(wire), List.of(attachments));
    }

    private static SocketPayload ack(String wire, byte[]... attachments) {
        return SocketPayload.ack(read(wire), List.of(attachments));
    }

    private static SocketPayload auth(String wire) {
        return SocketPayload.auth(read(wire));
    }

    private static SocketPacket read(String wire) {
        byte[] bytes = wire.getBytes(StandardCharsets.UTF_8);
        SocketPacket packet = SocketPacketReader.read(bytes, 0, bytes.length);
        assertThat(packet).isNotSameAs(SocketPacket.MALFORMED);
        return packet;
    }
}
