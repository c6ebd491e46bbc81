/** The REST interface of product-service, and the reads that it answers with. */
@NullMarked
package io.livemarket.product.web;

import org.jspecify.annotations.NullMarked;
