/** Computes the resources for a load from {@code costs.json}; {@code docs/scaling.md} shows and explains the result. */
@NullMarked
package io.livemarket.loadtest.model;

import org.jspecify.annotations.NullMarked;
