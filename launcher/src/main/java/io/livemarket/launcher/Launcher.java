package io.livemarket.launcher;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the whole system; {@code ./livemarket} runs it. */
@Command(
        name = "livemarket",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "LiveMarket Chat on this machine. · LiveMarket Chat en esta máquina.",
        footer = {
            "",
            "./livemarket test runs every test. · ./livemarket test ejecuta todas las pruebas.",
            "./livemarket ledger kills and freezes processes, and accounts for every message. · "
                    + "./livemarket ledger mata y congela procesos, y da cuenta de cada mensaje."
        })
public final class Launcher {

    private Launcher() {}

    public static void main(String[] args) {
        System.exit(run(Service.ALL, args));
    }

    /**
     * Carries out one command.
     *
     * @param services the services of a system
     * @return the exit code: 0 when the command was carried out, 2 for a command line that is not understood
     */
    static int run(List<Service> services, String... args) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        Progress progress = new Progress(out, err);
        CommandLine line =
                commandLine(services, progress).setOut(out).setErr(err).setUsageHelpAutoWidth(true);
        line.setExecutionExceptionHandler((thrown, command, parsed) -> {
            progress.error(
                    thrown instanceof LaunchRefused refused
                            ? refused.text()
                            : Bilingual.of("Something unforeseen: %s", "Algo imprevisto: %s", thrown));
            return 1;
        });
        return args.length == 0 ? usage(line) : line.execute(args);
    }

    /** Every command with its options, not yet connected to a terminal; documents are held against it. */
    public static CommandLine commandLine(List<Service> services, Progress progress) {
        UpCommand up = new UpCommand(services, progress);
        return new CommandLine(new Launcher())
                .addSubcommand(up)
                .addSubcommand(new DemoCommand(up, progress))
                .addSubcommand(new DownCommand(progress))
                .addSubcommand(new StatusCommand(progress))
                .addSubcommand(new DeadLettersCommand(progress))
                .addSubcommand(new RolesCommand(progress))
                .addSubcommand(new ServicesCommand(progress))
                .addSubcommand(new LogsCommand(services, progress))
                .addSubcommand(new RebuildCommand(services, up, progress))
                .addSubcommand(new BackupCommand(progress))
                .addSubcommand(new RestoreCommand(progress))
                .addSubcommand(new ResetCommand(progress))
                .addSubcommand(new TrainCommand(progress));
    }

    private static int usage(CommandLine line) {
        line.usage(line.getErr());
        return CommandLine.ExitCode.USAGE;
    }
}
