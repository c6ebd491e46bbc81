package io.livemarket.events.files;

/**
 * The properties of an image.
 *
 * @param width the width in pixels, as displayed: after the rotation that the camera recorded
 * @param height the height in pixels, as displayed
 * @param thumbnail whether a smaller image is stored beside it
 */
public record ImageFacts(int width, int height, boolean thumbnail) {}
