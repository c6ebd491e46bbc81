package io.livemarket.file.content;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads and writes the orientation in Exif (Exif 2.32, tag 0x0112), the only field of Exif that an image needs. */
final class ExifOrientation {

    private static final int TAG = 0x0112;
    private static final int SHORT = 3;
    private static final int TIFF = 42;
    private static final int ENTRY = 12;

    private ExifOrientation() {}

    /** The orientation in the TIFF structure of an Exif block; upright where it has no valid one. */
    static int of(byte[] tiff) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(tiff);
            buffer.order(buffer.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            if (buffer.getShort(2) != TIFF) {
                return ImageShape.UPRIGHT;
            }
            int directory = buffer.getInt(4);
            int entries = buffer.getShort(directory) & 0xFFFF;
            for (int i = 0; i < entries; i++) {
                int entry = directory + 2 + i * ENTRY;
                if ((buffer.getShort(entry) & 0xFFFF) == TAG && buffer.getShort(entry + 2) == SHORT) {
                    int orientation = buffer.getShort(entry + 8);
                    return orientation >= 1 && orientation <= 8 ? orientation : ImageShape.UPRIGHT;
                }
            }
            return ImageShape.UPRIGHT;
        } catch (IndexOutOfBoundsException | BufferUnderflowException e) {
            return ImageShape.UPRIGHT; // The block is corrupt, and is not copied in any case.
        }
    }

    /** An Exif block with this orientation alone. */
    static byte[] block(int orientation) {
        ByteBuffer buffer = ByteBuffer.allocate(6 + 8 + 2 + ENTRY + 4).order(ByteOrder.BIG_ENDIAN);
        buffer.put("Exif\0\0MM".getBytes(StandardCharsets.US_ASCII));
        buffer.putShort((short) TIFF).putInt(8);
        buffer.putShort((short) 1);
        buffer.putShort((short) TAG)
                .putShort((short) SHORT)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0);
        return buffer.putInt(0).array();
    }
}
