package io.livemarket.file.content;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** Makes square images from thumbnails by cutting out their middle. */
public final class Squares {

    private Squares() {}

    /** The largest square in the middle of a thumbnail, as JPEG or PNG. */
    public static byte[] of(byte[] thumbnail) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(thumbnail));
        if (image == null) {
            throw new IOException("The thumbnail cannot be decoded");
        }
        int edge = Math.min(image.getWidth(), image.getHeight());
        return Thumbnails.encoded(
                image.getSubimage((image.getWidth() - edge) / 2, (image.getHeight() - edge) / 2, edge, edge));
    }

    /** Whether an encoded image is PNG; otherwise it is JPEG. */
    public static boolean isPng(byte[] image) {
        return image.length > 1 && image[1] == 'P';
    }
}
