package io.livemarket.gateway.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;

/**
 * One file of the web client or of the API documents, ready to be sent.
 *
 * @param path the address, such as {@code /assets/index-1a2b.js}
 * @param gzip the compressed {@code content}; {@code content} itself for types that are compressed already
 * @param eTag a quoted hash of the content
 */
record WebClientFile(String path, MediaType type, byte[] content, byte[] gzip, String eTag) {

    private static final String FONT = ".woff2";

    static WebClientFile of(String path, byte[] content) {
        return of(path, path, content);
    }

    /** @param name its extension gives the type of the content */
    static WebClientFile of(String path, String name, byte[] content) {
        boolean compressible = !name.endsWith(FONT);
        return new WebClientFile(path, typeOf(name), content, compressible ? gzip(content) : content, eTagOf(content));
    }

    boolean compressible() {
        return gzip != content;
    }

    /** Whether the name contains a hash of the content, which therefore never changes. */
    boolean immutable() {
        return path.startsWith("/assets/");
    }

    private static MediaType typeOf(String name) {
        if (name.endsWith(".webmanifest")) {
            return MediaType.parseMediaType("application/manifest+json");
        }
        if (name.endsWith(FONT)) {
            return MediaType.parseMediaType("font/woff2");
        }
        if (name.endsWith(".js")) {
            return MediaType.parseMediaType("text/javascript;charset=utf-8");
        }
        MediaType type = MediaTypeFactory.getMediaType(name).orElse(MediaType.APPLICATION_OCTET_STREAM);
        return type.getType().equals("text") ? MediaType.parseMediaType(type + ";charset=utf-8") : type;
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // Writing to memory does not fail.
        }
        return bytes.toByteArray();
    }

    private static String eTagOf(byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return '"' + HexFormat.of().formatHex(hash, 0, 16) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // Every JDK has it.
        }
    }
}
