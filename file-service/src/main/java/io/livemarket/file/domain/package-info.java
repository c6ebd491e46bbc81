/**
 * The decisions on files: {@link io.livemarket.file.domain.FileDecider} decides commands, and
 * {@link io.livemarket.file.domain.StoredFile} folds events. Pure: no Spring, no Kafka, no store and no clock.
 */
@NullMarked
package io.livemarket.file.domain;

import org.jspecify.annotations.NullMarked;
