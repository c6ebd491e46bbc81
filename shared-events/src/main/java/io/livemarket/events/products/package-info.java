/** The contract of product-service: events, commands and results of products that sellers list. */
@NullMarked
package io.livemarket.events.products;

import org.jspecify.annotations.NullMarked;
