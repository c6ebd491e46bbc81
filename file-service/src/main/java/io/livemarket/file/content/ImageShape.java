package io.livemarket.file.content;

/**
 * The stored form of an image.
 *
 * @param width pixels of a row
 * @param height the number of rows
 * @param orientation the rotation and reflection with which it is shown: 1–8 (Exif 2.32, tag 0x0112)
 * @param held the bytes of the whole image that a decoder holds at one time; 0 for an image that is decoded row by row
 */
record ImageShape(int width, int height, int orientation, long held) {

    /** An image that is decoded row by row. */
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
