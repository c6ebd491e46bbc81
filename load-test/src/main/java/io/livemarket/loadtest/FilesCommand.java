package io.livemarket.loadtest;

import io.livemarket.loadtest.files.FilesReport;
import io.livemarket.loadtest.files.FilesRun;
import io.livemarket.loadtest.process.ProcessList;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code files}: uploads files at the same time, and downloads them again. */
@Command(
        name = "files",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description =
                "A user uploads files, so many at the same time, and reads each again; measures bytes per second.")
final class FilesCommand implements Callable<Integer> {

    private static final int MEGABYTE = 1_000_000;
    private static final int MOST_MEGABYTES = 1_000;
    private static final Duration PLANNED = Duration.ofMinutes(5);

    private final Console console;

    @Mixin
    private CommonOptions common;

    @Option(
            names = "--uploads",
            paramLabel = "N",
            defaultValue = "20",
            description =
                    "Uploads at the same time; the server's own limit for a user is 20. Default: ${DEFAULT-VALUE}")
    private int uploads;

    @Option(
            names = "--mb",
            paramLabel = "N",
            defaultValue = "10",
            description = "Size of a file, in millions of bytes. Default: ${DEFAULT-VALUE}")
    private int megabytes;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "1",
            description = "Measured rounds, one after another. Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(
            names = "--warm-up-rounds",
            paramLabel = "N",
            defaultValue = "2",
            description = "Rounds before those. Default: ${DEFAULT-VALUE}")
    private int warmUps;

    @Option(
            names = "--file-url",
            paramLabel = "URL",
            description = "A file-service's own address, to leave out the gateway. Default: that of --url")
    private @Nullable URI fileUrl;

    FilesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        common.check();
        if (uploads < 1 || rounds < 1 || warmUps < 0 || megabytes < 1 || megabytes > MOST_MEGABYTES) {
            throw new SetUpException("--uploads and --rounds have to be at least 1, --mb 1 to " + MOST_MEGABYTES);
        }
        ProcessList processes = ProcessList.of(common.pids, common.statusFile);
        try (Session session = new Session(common, console.out(), console.progress())) {
            String token = session.prepareUsers(1, PLANNED).getFirst().token();
            FilesReport report = FilesRun.run(
                    fileUrl == null ? common.url : fileUrl,
                    token,
                    new FilesRun.Plan(uploads, rounds, warmUps, megabytes * MEGABYTE),
                    processes,
                    console.progress());
            session.publish(ReportTables.of(report), report);
            return report.held() ? LoadTest.HELD : LoadTest.GUARANTEE_BROKEN;
        }
    }
}
