package io.livemarket.file.content;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Copies only the parts that displaying a JPEG (ITU-T T.81) requires: Exif, XMP, IPTC, comments, embedded previews and
 * all bytes after its end are dropped. The orientation of Exif is kept in a new block.
 */
final class JpegCleaner {

    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int COM = 0xFE;
    private static final int APP0 = 0xE0;
    private static final int APP1 = 0xE1;
    private static final int APP2 = 0xE2;
    private static final int APP14 = 0xEE;
    private static final int APP15 = 0xEF;
    private static final byte[] EXIF = ascii("Exif\0\0");
    private static final byte[] ICC = ascii("ICC_PROFILE\0");
    private static final byte[] ADOBE = ascii("Adobe");
    private static final byte[] JFIF = ascii("JFIF\0");
    private static final int JFIF_LENGTH = 14;
    /** The most scans of an image; more of them have no use but to cost decoding time. */
    private static final int MOST_SCANS = 64;
    /** Bytes of a coefficient; an image has one for each pixel and component. */
    private static final int COEFFICIENT = 2;

    private final ImageBytes bytes;
    private int width;
    private int height;
    private int orientation = ImageShape.UPRIGHT;
    private int scans;
    private int components;
    /** Whether a decoder must hold the coefficients of the whole image until the last scan. */
    private boolean severalScans;

    JpegCleaner(ImageBytes bytes) {
        this.bytes = bytes;
    }

    ImageShape clean() throws IOException {
        if (bytes.bigEndian16() != (0xFF00 | SOI)) {
            throw new CorruptImage("no JPEG");
        }
        bytes.writeBigEndian16(0xFF00 | SOI);
        int marker = marker();
        while (marker != EOI) {
            marker = marker == SOS ? scan() : segment(marker);
        }
        if (width == 0 || scans == 0) {
            throw new CorruptImage("a JPEG without a picture");
        }
        bytes.writeBigEndian16(0xFF00 | EOI);
        return new ImageShape(
                width, height, orientation, severalScans ? (long) width * height * components * COEFFICIENT : 0);
    }

    private int marker() throws IOException {
        if (bytes.next() != 0xFF) {
            throw new CorruptImage("no marker where one must be");
        }
        int marker = bytes.next();
        while (marker == 0xFF) {
            marker = bytes.next();
        }
        return marker;
    }

    /**
     * Copies or drops one segment with a length.
     *
     * @return the next marker
     */
    private int segment(int marker) throws IOException {
        if (marker < 0xC0 || marker >= 0xD0 && marker <= SOI) {
            throw new CorruptImage("a marker that can't be here");
        }
        int length = bytes.bigEndian16() - 2;
        if (length < 0) {
            throw new CorruptImage("a segment shorter than its length");
        }
        byte[] content = bytes.take(length);
        if (isFrame(marker)) {
            frame(content);
            severalScans = isProgressive(marker);
        }
        if (marker == APP1 && startsWith(content, EXIF)) {
            orientation = ExifOrientation.of(Arrays.copyOfRange(content, EXIF.length, content.length));
            if (orientation != ImageShape.UPRIGHT) {
                write(APP1, ExifOrientation.block(orientation));
            }
        } else if (stays(marker, content)) {
            write(marker, marker == APP0 ? withoutThumbnail(content) : content);
        }
        return marker();
    }

    /** A JFIF block without its thumbnail (ISO/IEC 10918-5), which may show the image before it was cropped. */
    private static byte[] withoutThumbnail(byte[] jfif) {
        byte[] plain = Arrays.copyOf(jfif, JFIF_LENGTH);
        plain[JFIF_LENGTH - 2] = 0;
        plain[JFIF_LENGTH - 1] = 0;
        return plain;
    }

    private void frame(byte[] content) throws IOException {
        if (content.length < 6 || width != 0) {
            throw new CorruptImage("not one frame");
        }
        height = (content[1] & 0xFF) << 8 | content[2] & 0xFF;
        width = (content[3] & 0xFF) << 8 | content[4] & 0xFF;
        if (width == 0 || height == 0) {
            throw new CorruptImage("no size");
        }
        components = content[5] & 0xFF;
    }

    private static boolean isProgressive(int marker) {
        return marker == 0xC2 || marker == 0xC6 || marker == 0xCA || marker == 0xCE;
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    private static boolean stays(int marker, byte[] content) {
        return switch (marker) {
            case APP0 -> startsWith(content, JFIF);
            case APP2 -> startsWith(content, ICC);
            case APP14 -> startsWith(content, ADOBE);
            case COM -> false;
            default -> marker < APP0 || marker > APP15 && marker < 0xF0;
        };
    }

    /**
     * Copies a scan's header and the coded data after it, in which FF 00 is data and FF D0–D7 are restarts.
     *
     * @return the next marker
     */
    private int scan() throws IOException {
        if (width == 0 || ++scans > MOST_SCANS) {
            throw new CorruptImage("a scan without a frame, or too many");
        }
        severalScans |= scans > 1;
        int length = bytes.bigEndian16() - 2;
        if (length < 0) {
            throw new CorruptImage("a segment shorter than its length");
        }
        write(SOS, bytes.take(length));
        while (true) {
            int value = bytes.next();
            if (value != 0xFF) {
                bytes.write(value);
                continue;
            }
            int marker = bytes.next();
            while (marker == 0xFF) {
                marker = bytes.next();
            }
            if (marker != 0 && (marker < 0xD0 || marker > 0xD7)) {
                return marker;
            }
            bytes.writeBigEndian16(0xFF00 | marker);
        }
    }

    private void write(int marker, byte[] content) throws IOException {
        bytes.writeBigEndian16(0xFF00 | marker);
        bytes.writeBigEndian16(content.length + 2);
        bytes.write(content);
    }

    private static boolean startsWith(byte[] content, byte[] prefix) {
        return content.length >= prefix.length && Arrays.equals(content, 0, prefix.length, prefix, 0, prefix.length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
