/** Pictures of reports, as SVG. */
package io.livemarket.loadtest.plot;
