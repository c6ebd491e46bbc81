package io.livemarket.file.content;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes small pictures, at most {@link #EDGE} pixels wide and high, upright, as JPEG or, where one can be seen through,
 * PNG. A picture is read row by row and thinned out meanwhile, so that the memory it takes depends on the small one. Of
 * a progressive JPEG a decoder holds all coefficients, outside of the heap: those share a budget, and one that is
 * larger than the budget gets no thumbnail.
 */
final class Thumbnails {

    /** Longer edge of a thumbnail. */
    static final int EDGE = 320;

    private static final Logger log = LoggerFactory.getLogger(Thumbnails.class);

    static {
        ImageIO.setUseCache(false);
    }

    private static final long MEGABYTE = 1 << 20;

    private final Semaphore slots;
    private final int megabytes;
    private final Semaphore memory;

    /** @param memory bytes that decoders may hold outside of the heap at the same time */
    Thumbnails(int atOnce, long memory) {
        this.slots = new Semaphore(atOnce, true);
        this.megabytes = Math.toIntExact(memory / MEGABYTE);
        this.memory = new Semaphore(megabytes, true);
    }

    /** A thumbnail of a picture that was cleaned; empty where its kind can't be decoded. */
    Optional<byte[]> of(String type, Path picture, ImageShape shape) {
        long held = Math.ceilDiv(shape.held(), MEGABYTE);
        if (held > megabytes) {
            log.info("No thumbnail of a progressive picture of {} x {} pixels", shape.width(), shape.height());
            return Optional.empty();
        }
        if (held == 0) {
            return inTurn(type, picture, shape); // Not behind those that wait for memory.
        }
        memory.acquireUninterruptibly((int) held);
        try {
            return inTurn(type, picture, shape);
        } finally {
            memory.release((int) held);
        }
    }

    private Optional<byte[]> inTurn(String type, Path picture, ImageShape shape) {
        slots.acquireUninterruptibly();
        try {
            BufferedImage thinned = thinned(type, picture, shape);
            BufferedImage upright = upright(thinned, shape.orientation());
            return Optional.of(encoded(upright));
        } catch (IOException | RuntimeException e) {
            // The decoders throw whatever they like at what they don't understand, such as CMYK.
            log.info(
                    "No thumbnail of a picture of type {}: {}",
                    type,
                    e.getClass().getName());
            return Optional.empty();
        } finally {
            slots.release();
        }
    }

    private static BufferedImage thinned(String type, Path picture, ImageShape shape) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByMIMEType(type).next();
        try (FileImageInputStream in = new FileImageInputStream(picture.toFile())) {
            reader.setInput(in, true, true);
            int every = Math.max(1, Math.max(shape.width(), shape.height()) / (2 * EDGE));
            ImageReadParam parameters = reader.getDefaultReadParam();
            parameters.setSourceSubsampling(every, every, 0, 0);
            return reader.read(0, parameters);
        } finally {
            reader.dispose();
        }
    }

    private static BufferedImage upright(BufferedImage thinned, int orientation) {
        double scale = Math.min(1.0, (double) EDGE / Math.max(thinned.getWidth(), thinned.getHeight()));
        int width = Math.max(1, (int) Math.round(thinned.getWidth() * scale));
        int height = Math.max(1, (int) Math.round(thinned.getHeight() * scale));
        boolean onItsSide = new ImageShape(1, 1, orientation).onItsSide();
        BufferedImage result = new BufferedImage(
                onItsSide ? height : width,
                onItsSide ? width : height,
                thinned.getColorModel().hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        AffineTransform transform = turned(orientation, width, height);
        transform.scale((double) width / thinned.getWidth(), (double) height / thinned.getHeight());
        Graphics2D graphics = result.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(thinned, transform, null);
        graphics.dispose();
        return result;
    }

    /** Where each pixel of a picture of that size belongs (Exif 2.32, tag 0x0112). */
    private static AffineTransform turned(int orientation, int w, int h) {
        return switch (orientation) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, w, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, w, h);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, h);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, h, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, h, w);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, w);
            default -> new AffineTransform();
        };
    }

    static byte[] encoded(BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (!ImageIO.write(image, image.getColorModel().hasAlpha() ? "png" : "jpeg", out)) {
            throw new IOException("no encoder");
        }
        return out.toByteArray();
    }
}
