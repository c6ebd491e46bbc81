package io.livemarket.socketio.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SocketPacketReaderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|CONNECT|/|-1|0|''",
                "0{\"token\":\"x\"}|CONNECT|/|-1|0|{\"token\":\"x\"}",
                "0/custom|CONNECT|/custom|-1|0|''",
                "0/custom,|CONNECT|/custom|-1|0|''",
                "0/custom,{\"a\":1}|CONNECT|/custom|-1|0|{\"a\":1}",
                "1|DISCONNECT|/|-1|0|''",
                "1/custom,|DISCONNECT|/custom|-1|0|''",
                "2[\"foo\"]|EVENT|/|-1|0|[\"foo\"]",
                "2/admin,[\"bar\"]|EVENT|/admin|-1|0|[\"bar\"]",
                "212[\"foo\"]|EVENT|/|12|0|[\"foo\"]",
                "2/admin,0[\"foo\"]|EVENT|/admin|0|0|[\"foo\"]",
                "3/admin,13[\"bar\"]|ACK|/admin|13|0|[\"bar\"]",
                "51-[\"baz\",{\"_placeholder\":true,\"num\":0}]|BINARY_EVENT|/|-1|1|[\"baz\",{\"_placeholder\":true,\"num\":0}]",
                "52-/admin,7[1]|BINARY_EVENT|/admin|7|2|[1]",
                "50-[\"a\"]|BINARY_EVENT|/|-1|0|[\"a\"]",
                "510-[1]|BINARY_EVENT|/|-1|10|[1]",
                "61-15[\"bar\"]|BINARY_ACK|/|15|1|[\"bar\"]",
                "2999999999999999[1]|EVENT|/|999999999999999|0|[1]"
            })
    void everyPartOfAPacketIsRead(
            String wire, SocketPacketType type, String namespace, long ackId, int attachments, String payload) {
        SocketPacket packet = read(wire);

        assertThat(packet.type()).isEqualTo(type);
        assertThat(packet.namespace()).isEqualTo(namespace);
        assertThat(packet.ackId()).isEqualTo(ackId);
        assertThat(packet.attachments()).isEqualTo(attachments);
        assertThat(new String(
                        Arrays.copyOfRange(packet.bytes(), packet.offset(), packet.offset() + packet.length()),
                        StandardCharsets.UTF_8))
                .isEqualTo(payload);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "abc",
                "9[\"a\"]",
                "0[1]",
                "0\"x\"",
                "0123",
                "01{}",
                "1{}",
                "1[]",
                "11",
                "2",
                "2{}",
                "2\"a\"",
                "2abc[\"a\"]",
                "2-1[\"a\"]",
                "2/custom",
                "2/custom,",
                "2/custom,{}",
                "21",
                "21.5[\"a\"]",
                "21234567890123456789[\"a\"]",
                "3[\"no id\"]",
                "312",
                "312{}",
                "4",
                "4{\"message\":\"x\"}",
                "5[\"a\"]",
                "5-[\"a\"]",
                "51[\"a\"]",
                "5x-[\"a\"]",
                "5-1-[\"a\"]",
                "511-[\"a\"]",
                "5999-[\"a\"]",
                "51-",
                "51-{}",
                "61-[\"no id\"]"
            })
    void aPacketThatBreaksTheFormatIsMalformed(String wire) {
        assertThat(read(wire)).isSameAs(SocketPacket.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(ints = {257, 60_000})
    void aNamespaceOfAbsurdLengthIsMalformed(int length) {
        assertThat(read("0/" + "n".repeat(length))).isSameAs(SocketPacket.MALFORMED);
    }

    private static SocketPacket read(String wire) {
        byte[] bytes = ("4" + wire).getBytes(StandardCharsets.UTF_8);
        return SocketPacketReader.read(bytes, 1, bytes.length - 1);
    }
}
