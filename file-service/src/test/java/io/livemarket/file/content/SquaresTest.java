package io.livemarket.file.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livemarket.file.testing.Pictures;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class SquaresTest {

    @Test
    void theMiddleOfAPictureIsTaken() throws IOException {
        for (int[] size : new int[][] {{320, 200}, {200, 320}, {64, 64}, {320, 1}}) {
            BufferedImage square = ImageIO.read(new ByteArrayInputStream(Squares.of(Pictures.png(size[0], size[1]))));
            assertThat(square.getWidth()).isEqualTo(square.getHeight()).isEqualTo(Math.min(size[0], size[1]));
        }
    }

    @Test
    void bytesThatAreNoPictureAreABrokenStore() {
        assertThatThrownBy(() -> Squares.of(new byte[] {1, 2, 3})).isInstanceOf(IOException.class);
    }
}
