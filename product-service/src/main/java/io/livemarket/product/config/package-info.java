/** The settings of product-service, and the beans that connect its parts. */
@NullMarked
package io.livemarket.product.config;

import org.jspecify.annotations.NullMarked;
