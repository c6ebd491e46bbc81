package io.livemarket.socketio.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.livemarket.socketio.EncodedEvent;
import io.livemarket.socketio.protocol.SocketPacketWriter.Arguments;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.BinaryNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class SocketPacketWriterTest {

    @Test
    void packetsHaveTheProtocolsForm() {
        assertThat(text(SocketPacketWriter.connect("/", "id1"))).isEqualTo("40{\"sid\":\"id1\"}");
        assertThat(text(SocketPacketWriter.connect("/admin", "id1"))).isEqualTo("40/admin,{\"sid\":\"id1\"}");
        assertThat(text(SocketPacketWriter.disconnect("/"))).isEqualTo("41");
        assertThat(text(SocketPacketWriter.disconnect("/admin"))).isEqualTo("41/admin,");
        assertThat(text(SocketPacketWriter.connectError("/", "No \"entry\"", null)))
                .isEqualTo("44{\"message\":\"No \\\"entry\\\"\"}");
        assertThat(text(SocketPacketWriter.connectError("/admin", "no", json("{\"code\":\"x\"}"))))
                .isEqualTo("44/admin,{\"message\":\"no\",\"data\":{\"code\":\"x\"}}");
        assertThat(text(SocketPacketWriter.ack("/", 12, Arguments.ofJson(null))))
                .isEqualTo("4312[]");
        assertThat(text(SocketPacketWriter.ack("/admin", 0, Arguments.ofJson(null, json("1"), json("{}")))))
                .isEqualTo("43/admin,0[1,{}]");
        assertThat(text(SocketPacketWriter.ack("/", 3, Arguments.ofOne(json("{\"ok\":"), json("true}")))))
                .isEqualTo("433[{\"ok\":true}]");
    }

    @Test
    void anEventKeepsNothingThatItsCallerMayChange() {
        byte[] json = json("{\"a\":1}");
        EncodedEvent event = EncodedEvent.of("e", json);
        json[1] = 'x';

        assertThat(text(event.packet("/", SocketPacket.NO_ACK))).isEqualTo("42[\"e\",{\"a\":1}]");
        assertThat(text(event.packet("/admin", 7))).isEqualTo("42/admin,7[\"e\",{\"a\":1}]");
    }

    @Test
    void anEventOfTheMainNamespaceIsEncodedOnce() {
        EncodedEvent event = EncodedEvent.of("say \"hi\"", json("{\"a\":1}"), json("2"));

        Outgoing packet = event.packet("/", SocketPacket.NO_ACK);
        assertThat(text(packet)).isEqualTo("42[\"say \\\"hi\\\"\",{\"a\":1},2]");
        assertThat(event.packet("/", SocketPacket.NO_ACK)).isSameAs(packet);
        assertThat(text(event.packet("/admin", 7))).isEqualTo("42/admin,7[\"say \\\"hi\\\"\",{\"a\":1},2]");
        assertThat(text(EncodedEvent.of("bare").packet("/", SocketPacket.NO_ACK)))
                .isEqualTo("42[\"bare\"]");
    }

    @Test
    void binaryValuesBecomeAttachmentsInACopyOfTheTree() {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.set("b", BinaryNode.valueOf(new byte[] {1}));
        tree.putArray("c").add(BinaryNode.valueOf(new byte[] {2, 3}));

        Outgoing packet = EncodedEvent.of("bin", List.of(tree)).packet("/", SocketPacket.NO_ACK);

        assertThat(text(packet))
                .isEqualTo("452-[\"bin\",{\"b\":{\"_placeholder\":true,\"num\":0},"
                        + "\"c\":[{\"_placeholder\":true,\"num\":1}]}]");
        assertThat(packet.frameCount()).isEqualTo(3);
        assertThat(packet.frame(1).copyOfPayload()).containsExactly(1);
        assertThat(packet.frame(2).copyOfPayload()).containsExactly(2, 3);
        assertThat(tree.get("b").isBinary()).isTrue();

        Outgoing elsewhere = EncodedEvent.of("bin", List.of(tree)).packet("/admin", 7);
        assertThat(text(elsewhere)).startsWith("452-/admin,7[\"bin\",");
        assertThat(elsewhere.frame(2).copyOfPayload()).containsExactly(2, 3);
    }

    private static String text(Outgoing packet) {
        return packet.frame(0).toString();
    }

    private static byte[] json(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
