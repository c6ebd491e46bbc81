package io.livemarket.kit.web;

import io.livemarket.events.text.Texts;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.springframework.web.util.UriUtils;

/** Percent-encoded text of addresses. */
public final class EncodedText {

    private EncodedText() {}

    /**
     * Whether the encoded bytes are UTF-8 without a zero. Decoders replace other bytes, or fail, so that a service
     * would read another text than the client sent.
     *
     * @throws IllegalArgumentException when a percent sign begins no encoded byte
     */
    public static boolean isSound(String encoded) {
        if (encoded.indexOf('%') < 0) {
            return Texts.isSound(encoded);
        }
        byte[] bytes = UriUtils.decode(encoded, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1);
        try {
            return Texts.isSound(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
