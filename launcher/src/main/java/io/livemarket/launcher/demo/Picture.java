package io.livemarket.launcher.demo;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import javax.imageio.ImageIO;

/** The photos of the seeded world, drawn by the program, so that the project keeps no image of other authors. */
enum Picture {
    BICYCLE("bicicleta-verde.png", Picture::bicycle),
    SOFA("sofa-azul.png", Picture::sofa),
    LAMP("lampara.png", Picture::lamp);

    static final int WIDTH = 800;
    static final int HEIGHT = 600;

    private final String fileName;
    private final Consumer<Graphics2D> drawing;

    Picture(String fileName, Consumer<Graphics2D> drawing) {
        this.fileName = fileName;
        this.drawing = drawing;
    }

    String fileName() {
        return fileName;
    }

    /** The picture as a PNG of 800 × 600 pixels. */
    byte[] png() {
        return png(WIDTH, HEIGHT, pen -> {
            pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            drawing.accept(pen);
        });
    }

    /** A PNG of this size with the drawing. */
    static byte[] png(int width, int height, Consumer<Graphics2D> drawing) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        drawing.accept(pen);
        pen.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }

    private static void bicycle(Graphics2D pen) {
        backdrop(pen, 0xf7d9b5, 0xe9a178, 0x6b4436, 470);
        circle(pen, 0xfff2d8, 610, 170, 70);
        polygon(pen, 0xa7694f, 0, 430, 200, 330, 380, 420, 560, 300, WIDTH, 420, WIDTH, 470, 0, 470);
        pen.setStroke(new BasicStroke(12, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        pen.setColor(new Color(0x20303a));
        pen.draw(new Ellipse2D.Double(175, 345, 190, 190));
        pen.draw(new Ellipse2D.Double(455, 345, 190, 190));
        pen.setColor(new Color(0x0b6e5f));
        line(pen, 270, 440, 350, 290, 495, 290, 400, 440, 270, 440);
        line(pen, 343, 265, 350, 290, 400, 440);
        line(pen, 550, 440, 495, 290, 480, 240, 530, 240);
        line(pen, 335, 265, 375, 265);
    }

    private static void sofa(Graphics2D pen) {
        backdrop(pen, 0xe8edea, 0xd3dcd8, 0xb98d63, 440);
        circle(pen, 0xf3d36b, 690, 140, 60);
        box(pen, 0x3f6f8c, 150, 230, 500, 200, 80);
        box(pen, 0x4f86a6, 110, 310, 580, 150, 72);
        box(pen, 0x6aa3c4, 180, 300, 215, 80, 44);
        box(pen, 0x6aa3c4, 405, 300, 215, 80, 44);
        box(pen, 0x5b3b22, 150, 455, 26, 50, 6);
        box(pen, 0x5b3b22, 624, 455, 26, 50, 6);
    }

    private static void lamp(Graphics2D pen) {
        backdrop(pen, 0x39465a, 0x222b3a, 0x4a3426, 480);
        pen.setPaint(new GradientPaint(400, 250, new Color(255, 226, 150, 190), 400, 520, new Color(255, 226, 150, 0)));
        fill(pen, 300, 250, 500, 250, 660, 540, 140, 540);
        polygon(pen, 0xf0b95b, 330, 130, 470, 130, 530, 260, 270, 260);
        box(pen, 0xd8d2c4, 392, 260, 16, 230, 8);
        box(pen, 0xd8d2c4, 310, 484, 180, 22, 20);
    }

    private static void backdrop(Graphics2D pen, int top, int bottom, int floor, int horizon) {
        pen.setPaint(new GradientPaint(0, 0, new Color(top), 0, horizon, new Color(bottom)));
        pen.fillRect(0, 0, WIDTH, horizon);
        pen.setColor(new Color(floor));
        pen.fillRect(0, horizon, WIDTH, HEIGHT - horizon);
    }

    private static void circle(Graphics2D pen, int color, int x, int y, int radius) {
        pen.setColor(new Color(color));
        pen.fill(new Ellipse2D.Double(x - radius, y - radius, 2.0 * radius, 2.0 * radius));
    }

    private static void box(Graphics2D pen, int color, int x, int y, int width, int height, int arc) {
        pen.setColor(new Color(color));
        pen.fill(new RoundRectangle2D.Double(x, y, width, height, arc, arc));
    }

    private static void polygon(Graphics2D pen, int color, int... coordinates) {
        pen.setColor(new Color(color));
        fill(pen, coordinates);
    }

    private static void fill(Graphics2D pen, int... coordinates) {
        Path2D path = path(coordinates);
        path.closePath();
        pen.fill(path);
    }

    private static void line(Graphics2D pen, int... coordinates) {
        pen.draw(path(coordinates));
    }

    private static Path2D path(int... coordinates) {
        Path2D path = new Path2D.Double();
        path.moveTo(coordinates[0], coordinates[1]);
        for (int i = 2; i < coordinates.length; i += 2) {
            path.lineTo(coordinates[i], coordinates[i + 1]);
        }
        return path;
    }
}
