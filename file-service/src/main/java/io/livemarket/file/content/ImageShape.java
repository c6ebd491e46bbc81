package io.livemarket.file.content;

/**
 * How a picture is stored.
 *
 * @param width pixels in its rows
 * @param height its rows
 * @param orientation how a camera says to turn it: 1–8 (Exif 2.32, tag 0x0112)
 * @param held bytes that a decoder holds of the whole picture at once; 0 for one that is decoded row by row
 */
record ImageShape(int width, int height, int orientation, long held) {

    /** A picture that is decoded row by row. */
    ImageShape(int width, int height, int orientation) {
        this(width, height, orientation, 0);
    }

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
