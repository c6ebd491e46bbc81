/** Percentiles, medians and tables that reports share. */
@NullMarked
package io.livemarket.loadtest.report;

import org.jspecify.annotations.NullMarked;
