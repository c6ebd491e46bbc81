/** The metrics of file-service. */
@NullMarked
package io.livemarket.file.metrics;

import org.jspecify.annotations.NullMarked;
