package io.livemarket.file.testing;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Pictures, good and bad. The left half is red, the right one blue, so that a turn shows. */
public final class Pictures {

    public static final String PLACE = "GPSLatitude 40.4168";

    private Pictures() {}

    public static byte[] jpeg(int width, int height) {
        return encoded("jpeg", drawn(width, height, BufferedImage.TYPE_INT_RGB));
    }

    /** A JPEG of which a decoder holds all coefficients until its last scan. */
    public static byte[] progressiveJpeg(int width, int height) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(drawn(width, height, BufferedImage.TYPE_INT_RGB), null, null), parameters);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    public static byte[] png(int width, int height) {
        return encoded("png", drawn(width, height, BufferedImage.TYPE_INT_ARGB));
    }

    public static byte[] gif(int width, int height) {
        return encoded("gif", drawn(width, height, BufferedImage.TYPE_BYTE_INDEXED));
    }

    /** A JPEG as phones make it, with an Exif block with orientation and location. */
    public static byte[] jpegOfAPhone(int width, int height, int orientation) {
        ByteBuffer tiff = ByteBuffer.allocate(8 + 2 + 12 + 4);
        tiff.put(new byte[] {'M', 'M', 0, 42}).putInt(8).putShort((short) 1);
        tiff.putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0);
        tiff.putInt(0);
        byte[] exif = joined(ascii("Exif\0\0"), tiff.array(), ascii(PLACE));
        byte[] plain = jpeg(width, height);
        return joined(
                new byte[] {plain[0], plain[1]},
                segment(0xE1, exif),
                segment(0xE1, ascii("http://ns.adobe.com/xap/1.0/\0<x>" + PLACE + "</x>")),
                segment(0xED, ascii(PLACE)),
                segment(0xFE, ascii("comment " + PLACE)),
                java.util.Arrays.copyOfRange(plain, 2, plain.length));
    }

    /** A PNG with a text chunk and an Exif chunk. */
    public static byte[] pngWithPlace(int width, int height) {
        byte[] plain = png(width, height);
        return joined(
                java.util.Arrays.copyOfRange(plain, 0, 33),
                chunk("tEXt", ascii("Comment\0" + PLACE)),
                chunk("eXIf", ascii("MM\0*" + PLACE)),
                java.util.Arrays.copyOfRange(plain, 33, plain.length));
    }

    /** A PNG with large dimensions in its header and almost no data. */
    public static byte[] pngThatClaims(int width, int height) {
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height).put(new byte[] {8, 2, 0, 0, 0});
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        try (var deflater = new java.util.zip.DeflaterOutputStream(data)) {
            deflater.write(new byte[1024 * 1024]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return joined(
                new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'},
                chunk("IHDR", header.array()),
                chunk("IDAT", data.toByteArray()),
                chunk("IEND", new byte[0]));
    }

    public static byte[] chunk(String type, byte[] content) {
        CRC32 sum = new CRC32();
        sum.update(ascii(type));
        sum.update(content);
        return joined(
                ByteBuffer.allocate(4).putInt(content.length).array(),
                ascii(type),
                content,
                ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    }

    public static byte[] segment(int marker, byte[] content) {
        return joined(
                ByteBuffer.allocate(4)
                        .put((byte) 0xFF)
                        .put((byte) marker)
                        .putShort((short) (content.length + 2))
                        .array(),
                content);
    }

    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    public static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static BufferedImage drawn(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, width / 2, height);
        graphics.setColor(Color.BLUE);
        graphics.fillRect(width / 2, 0, width - width / 2, height);
        graphics.dispose();
        return image;
    }

    private static byte[] encoded(String format, BufferedImage image) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalStateException("No encoder for " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
