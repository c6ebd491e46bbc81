/** Settings of gateway-service and their production rules. */
@NullMarked
package io.livemarket.gateway.config;

import org.jspecify.annotations.NullMarked;
