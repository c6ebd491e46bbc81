/**
 * The decisions on products: {@link io.livemarket.product.domain.ProductDecider} decides commands, and
 * {@link io.livemarket.product.domain.Product} folds events. Pure: no Spring, no Kafka, no store and no clock.
 */
@NullMarked
package io.livemarket.product.domain;

import org.jspecify.annotations.NullMarked;
