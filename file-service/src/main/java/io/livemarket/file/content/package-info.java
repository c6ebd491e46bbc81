/**
 * Detects the media types of uploads, and removes metadata from images and videos before they are stored. Knows neither
 * Kafka nor a store.
 */
@NullMarked
package io.livemarket.file.content;

import org.jspecify.annotations.NullMarked;
