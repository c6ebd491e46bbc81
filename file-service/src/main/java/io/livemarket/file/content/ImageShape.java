package io.livemarket.file.content;

/**
 * How a picture is stored.
 *
 * @param width       pixels in its rows
 * @param height      its rows
 * @param orientation how a camera says to turn it: 1–8 (Exif 2.32, tag 0x0112)
 */
record ImageShape(int width, int height, int orientation) {

    static final int UPRIGHT = 1;
    private static final int FIRST_ON_ITS_SIDE = 5;

    boolean onItsSide() {
        return orientation >= FIRST_ON_ITS_SIDE;
    }

    int shownWidth() {
        return onItsSide() ? height : width;
    }

    int shownHeight() {
        return onItsSide() ? width : height;
    }
}
