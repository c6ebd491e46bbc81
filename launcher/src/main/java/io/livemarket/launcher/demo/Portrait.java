package io.livemarket.launcher.demo;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.RoundRectangle2D;

/**
 * The profile picture of a made-up user, drawn by the program: a face of no real person.
 *
 * @param wall the colour behind the face
 * @param coat the colour of the clothes
 * @param skin the colour of the face
 * @param hair the colour of the hair
 * @param style the shape of the hair
 * @param extras glasses, beard or other additions to the face
 */
record Portrait(int wall, int coat, int skin, int hair, Hair style, Extra... extras) {

    static final int EDGE = 256;

    private static final Color INK = new Color(0x20303a);

    enum Hair {
        SHORT,
        LONG,
        BUN,
        CURLS
    }

    enum Extra {
        GLASSES,
        BEARD
    }

    /** The picture as a square PNG. */
    byte[] png() {
        return Picture.png(EDGE, EDGE, pen -> {
            pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            draw(pen);
        });
    }

    private void draw(Graphics2D pen) {
        pen.setColor(new Color(wall));
        pen.fillRect(0, 0, EDGE, EDGE);
        behind(pen);
        pen.setColor(new Color(skin).darker());
        pen.fill(new RoundRectangle2D.Double(108, 150, 40, 60, 20, 20));
        oval(pen, coat, 38, 190, 180, 150);
        oval(pen, skin, 74, 62, 108, 124);
        for (Extra extra : extras) {
            add(pen, extra);
        }
        top(pen);
        features(pen);
    }

    private void behind(Graphics2D pen) {
        switch (style) {
            case LONG -> oval(pen, hair, 56, 44, 144, 190);
            case BUN -> {
                oval(pen, hair, 98, 14, 60, 56);
                oval(pen, hair, 68, 46, 120, 90);
            }
            case CURLS -> {
                for (int[] curl :
                        new int[][] {{50, 60}, {48, 100}, {148, 60}, {150, 100}, {66, 30}, {132, 30}, {98, 20}}) {
                    oval(pen, hair, curl[0], curl[1], 58, 58);
                }
            }
            case SHORT -> oval(pen, hair, 66, 44, 124, 100);
        }
    }

    /** The hair over the forehead. */
    private void top(Graphics2D pen) {
        pen.setColor(new Color(hair));
        pen.fill(new Arc2D.Double(70, 48, 116, 104, 14, 152, Arc2D.CHORD));
    }

    private void features(Graphics2D pen) {
        pen.setColor(INK);
        pen.fill(new Ellipse2D.Double(101, 118, 11, 12));
        pen.fill(new Ellipse2D.Double(144, 118, 11, 12));
        pen.setStroke(new BasicStroke(4, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        pen.draw(new Arc2D.Double(108, 134, 40, 26, 200, 140, Arc2D.OPEN));
    }

    private void add(Graphics2D pen, Extra extra) {
        switch (extra) {
            case BEARD -> {
                pen.setColor(new Color(hair));
                pen.fill(new Arc2D.Double(74, 62, 108, 126, 192, 156, Arc2D.CHORD));
                oval(pen, skin, 104, 136, 48, 28);
            }
            case GLASSES -> {
                pen.setColor(INK);
                pen.setStroke(new BasicStroke(4));
                pen.draw(new Ellipse2D.Double(90, 107, 33, 33));
                pen.draw(new Ellipse2D.Double(133, 107, 33, 33));
                pen.draw(new Arc2D.Double(121, 114, 14, 12, 20, 140, Arc2D.OPEN));
            }
        }
    }

    private static void oval(Graphics2D pen, int color, int x, int y, int width, int height) {
        pen.setColor(new Color(color));
        pen.fill(new Ellipse2D.Double(x, y, width, height));
    }
}
