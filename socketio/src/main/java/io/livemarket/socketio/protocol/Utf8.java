package io.livemarket.socketio.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Checks UTF-8. */
final class Utf8 {

    private Utf8() {}

    static boolean isValid(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] < 0) {
                return isValidSlow(bytes, i, offset + length - i);
            }
        }
        return true;
    }

    private static boolean isValidSlow(byte[] bytes, int offset, int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, length));
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }
}
