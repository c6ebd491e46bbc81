/** Pictures of reports, as SVG. */
@NullMarked
package io.livemarket.loadtest.plot;

import org.jspecify.annotations.NullMarked;
