package io.livemarket.loadtest.curves;

import io.livemarket.loadtest.process.HostTime;
import java.util.List;

/** The outcome of {@code load-test/run curves}; the machine is watched from its start to its end. */
public record CurvesReport(String mode, List<Point> points, HostTime.Use host) {}
