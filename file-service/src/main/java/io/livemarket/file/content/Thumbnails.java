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
 * Makes thumbnails: upright images of at most {@link #EDGE} pixels in width and height, as JPEG, or as PNG if they have
 * transparency. An image is read row by row and subsampled, so that the memory depends on the size of the thumbnail.
 * For a progressive JPEG a decoder holds all coefficients outside of the heap: such images share a budget, and one that
 * exceeds the budget has no thumbnail.
 */
final class Thumbnails {

    /** The longest edge of a thumbnail in pixels. */
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

    /** The thumbnail of a cleaned image; empty if the image cannot be decoded or exceeds the memory budget. */
    Optional<byte[]> of(String type, Path picture, ImageShape shape) {
        long held = Math.ceilDiv(shape.held(), MEGABYTE);
        if (held > megabytes) {
            log.info(
                    "No thumbnail made, since the progressive image exceeds the memory budget: {} x {} pixels",
                    shape.width(),
                    shape.height());
            return Optional.empty();
        }
        if (held == 0) {
            return inTurn(type, picture, shape); // It must not queue behind images that wait for memory.
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
            // Decoders throw undocumented exceptions for forms that they do not support, such as CMYK.
            log.info(
                    "No thumbnail made, since the image cannot be decoded: type={}, error={}",
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

    /** The transformation of an image of this size by its orientation (Exif 2.32, tag 0x0112). */
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
