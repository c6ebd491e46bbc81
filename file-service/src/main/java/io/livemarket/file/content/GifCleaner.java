package io.livemarket.file.content;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Copies only the blocks that displaying a GIF (GIF89a specification) requires: comments, plain text, XMP and all bytes
 * after its end are dropped.
 */
final class GifCleaner {

    private static final int EXTENSION = 0x21;
    private static final int IMAGE = 0x2C;
    private static final int TRAILER = 0x3B;
    private static final int GRAPHIC_CONTROL = 0xF9;
    private static final int APPLICATION = 0xFF;
    private static final Set<String> LOOPS = Set.of("NETSCAPE2.0", "ANIMEXTS1.0");
    private static final int LONGEST_EXTENSION = 4 * 1024;

    private final ImageBytes bytes;
    private int width;
    private int height;
    private boolean picture;

    GifCleaner(ImageBytes bytes) {
        this.bytes = bytes;
    }

    ImageShape clean() throws IOException {
        byte[] signature = bytes.take(6);
        String version = new String(signature, StandardCharsets.ISO_8859_1);
        if (!version.equals("GIF87a") && !version.equals("GIF89a")) {
            throw new CorruptImage("no GIF");
        }
        bytes.write(signature);
        byte[] screen = bytes.take(7);
        width = littleEndian(screen, 0);
        height = littleEndian(screen, 2);
        if (width == 0 || height == 0) {
            throw new CorruptImage("no size");
        }
        bytes.write(screen);
        colours(screen[4]);
        for (int block = bytes.next(); block != TRAILER; block = bytes.next()) {
            switch (block) {
                case EXTENSION -> extension();
                case IMAGE -> image();
                default -> throw new CorruptImage("a block that nobody knows");
            }
        }
        if (!picture) {
            throw new CorruptImage("a GIF without a picture");
        }
        bytes.write(TRAILER);
        return new ImageShape(width, height, ImageShape.UPRIGHT);
    }

    /** Copies one image. It must lie within the declared screen; otherwise it could have any size. */
    private void image() throws IOException {
        byte[] descriptor = bytes.take(9);
        if (littleEndian(descriptor, 0) + littleEndian(descriptor, 4) > width
                || littleEndian(descriptor, 2) + littleEndian(descriptor, 6) > height) {
            throw new CorruptImage("a picture beyond the screen");
        }
        bytes.write(IMAGE);
        bytes.write(descriptor);
        colours(descriptor[8]);
        bytes.write(bytes.take(1));
        for (int length = bytes.next(); ; length = bytes.next()) {
            bytes.write(length);
            if (length == 0) {
                break;
            }
            bytes.copy(length, null);
        }
        picture = true;
    }

    private void colours(int packed) throws IOException {
        if ((packed & 0x80) != 0) {
            bytes.copy(3L << (packed & 7) + 1, null);
        }
    }

    private void extension() throws IOException {
        int label = bytes.next();
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        String name = null;
        for (int length = bytes.next(); length != 0; length = bytes.next()) {
            byte[] part = bytes.take(length);
            if (name == null) {
                name = new String(part, StandardCharsets.ISO_8859_1);
            }
            if (content.size() <= LONGEST_EXTENSION) {
                content.write(length);
                content.write(part);
            }
        }
        boolean stays = label == GRAPHIC_CONTROL || label == APPLICATION && name != null && LOOPS.contains(name);
        if (stays && content.size() <= LONGEST_EXTENSION) {
            bytes.write(EXTENSION);
            bytes.write(label);
            bytes.write(content.toByteArray());
            bytes.write(0);
        }
    }

    private static int littleEndian(byte[] from, int at) {
        return from[at] & 0xFF | (from[at + 1] & 0xFF) << 8;
    }
}
