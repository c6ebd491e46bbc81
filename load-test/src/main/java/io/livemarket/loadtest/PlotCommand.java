package io.livemarket.loadtest;

import io.livemarket.loadtest.overload.OverloadPicture;
import io.livemarket.loadtest.overload.OverloadReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** {@code plot}: draws a report. */
@Command(
        name = "plot",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = "Draws the report of an overload as SVG.")
final class PlotCommand implements Callable<Integer> {

    @Option(names = "--report", required = true, paramLabel = "FILE", description = "What overload wrote with --json.")
    private Path report;

    @Option(names = "--svg", required = true, paramLabel = "FILE", description = "The picture.")
    private Path svg;

    @Override
    public Integer call() {
        try {
            OverloadReport read = JsonMapper.shared().readValue(Files.readAllBytes(report), OverloadReport.class);
            Files.createDirectories(svg.toAbsolutePath().getParent());
            Files.writeString(svg, OverloadPicture.of(read).svg());
            return LoadTest.HELD;
        } catch (JacksonException unreadable) {
            throw new SetUpException(
                    "cannot read the report " + report + ": " + unreadable.getOriginalMessage(), unreadable);
        } catch (IOException broken) {
            throw new SetUpException("cannot draw " + report + " as " + svg + ": " + broken.getMessage(), broken);
        }
    }
}
