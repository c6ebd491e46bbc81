package io.livemarket.file.content;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** Makes square pictures of thumbnails, which are small: the middle of each. */
public final class Squares {

    private Squares() {}

    /** The largest square in the middle of a thumbnail, as JPEG or PNG. */
    public static byte[] of(byte[] thumbnail) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(thumbnail));
        if (image == null) {
            throw new IOException("A thumbnail that cannot be read");
        }
        int edge = Math.min(image.getWidth(), image.getHeight());
        return Thumbnails.encoded(
                image.getSubimage((image.getWidth() - edge) / 2, (image.getHeight() - edge) / 2, edge, edge));
    }

    /** Whether a picture of ours is PNG, and JPEG otherwise. */
    public static boolean isPng(byte[] image) {
        return image.length > 1 && image[1] == 'P';
    }
}
