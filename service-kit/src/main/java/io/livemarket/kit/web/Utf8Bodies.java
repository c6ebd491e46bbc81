package io.livemarket.kit.web;

import io.livemarket.events.errors.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.lang.reflect.Type;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/**
 * Accepts bodies in UTF-8 alone (RFC 8259, section 8.1). Another {@code charset} is {@code unsupported_media_type};
 * UTF-16 and UTF-32 that no {@code charset} names, which a parser of JSON would guess, are {@code malformed_json}, as
 * are other bytes that are not UTF-8.
 */
@ControllerAdvice
public class Utf8Bodies extends RequestBodyAdviceAdapter {

    /**
     * The number of bytes that show an encoding of two or more bytes per character: a byte order mark, or a zero beside
     * the first character.
     */
    private static final int FIRST = 4;

    @Override
    public boolean supports(MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public HttpInputMessage beforeBodyRead(
            HttpInputMessage message,
            MethodParameter parameter,
            Type type,
            Class<? extends HttpMessageConverter<?>> converter)
            throws IOException {
        MediaType contentType = message.getHeaders().getContentType();
        Charset charset = contentType == null ? null : contentType.getCharset();
        if (charset != null && !charset.equals(StandardCharsets.UTF_8) && !charset.equals(StandardCharsets.US_ASCII)) {
            throw new ApiException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Bodies are UTF-8");
        }
        PushbackInputStream body = new PushbackInputStream(message.getBody(), FIRST);
        byte[] first = body.readNBytes(FIRST);
        if (isWide(first)) {
            throw new ApiException(ErrorCode.MALFORMED_JSON, "Bodies are UTF-8");
        }
        body.unread(first);
        return new Checked(message.getHeaders(), body);
    }

    private record Checked(HttpHeaders getHeaders, InputStream getBody) implements HttpInputMessage {}

    private static boolean isWide(byte[] first) {
        return first.length >= 2
                        && (first[0] == (byte) 0xFE && first[1] == (byte) 0xFF
                                || first[0] == (byte) 0xFF && first[1] == (byte) 0xFE)
                || new String(first, StandardCharsets.ISO_8859_1).indexOf(0) >= 0;
    }
}
