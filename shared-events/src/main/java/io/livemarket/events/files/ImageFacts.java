package io.livemarket.events.files;

/**
 * What is known of an image.
 *
 * @param width pixels, as it is to be shown: turned as its camera said
 * @param height the same
 * @param thumbnail whether there is a smaller one beside it
 */
public record ImageFacts(int width, int height, boolean thumbnail) {}
