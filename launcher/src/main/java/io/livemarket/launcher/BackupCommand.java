package io.livemarket.launcher;

import io.livemarket.kit.backup.Backup;
import io.livemarket.kit.backup.BackupManifest;
import io.livemarket.kit.backup.BackupRefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code backup}: copies all topics of a stopped system, and the files of its embedded S3 server. Secrets are not
 * copied.
 */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = "Copies all topics and files of a stopped system to a directory."
                + " · Copia a un directorio los temas y archivos de un sistema detenido.")
final class BackupCommand implements Callable<Integer> {

    private final Progress progress;

    @Option(
            names = "--to",
            paramLabel = "DIRECTORY",
            required = true,
            description = "A new or empty directory. · Un directorio nuevo o vacío.")
    private Path to;

    @Mixin
    private DataOption data;

    @Mixin
    private BrokerOptions broker;

    BackupCommand(Progress progress) {
        this.progress = progress;
    }

    @Override
    public Integer call() throws Exception {
        try {
            if (broker.isCluster()) {
                broker.useCluster(client -> {
                    done(new Backup(client, to, Backup.WATCH, progress::print).take(Optional.empty()));
                    progress.print(
                            new Bilingual(
                                    "Files in S3 and secrets are not in it: docs/operations.md, Back up and restore",
                                    "Los archivos de S3 y los secretos no están en ella: docs/operations.md, Back up and restore"));
                });
            } else {
                ofStopped(data.directory());
            }
            return 0;
        } catch (BackupRefusedException e) {
            throw new LaunchRefused(Bilingual.of("No backup: %s", "No hay copia: %s", e.getMessage()));
        }
    }

    private void ofStopped(DataDirectory directory) throws Exception {
        if (!directory.isOurs() || !Files.isDirectory(directory.kafka())) {
            throw new LaunchRefused(Bilingual.of("There is no data in %s", "No hay datos en %s", directory.path()));
        }
        try (var _ = directory.held()) {
            BrokerOptions.useEmbedded(
                    directory.kafka(),
                    directory.logs(),
                    client -> done(
                            new Backup(client, to, Duration.ZERO, progress::print).take(Optional.of(directory.s3()))));
        }
        progress.print(Bilingual.of(
                "Without these secrets it is of no use, and they are not in it: %s",
                "Sin estos secretos no sirve, y no están en ella: %s", directory.secrets()));
    }

    private void done(BackupManifest manifest) {
        progress.print(Bilingual.of(
                "Backed up %d topics with %d records and %d files to %s",
                "Copiados %d temas con %d registros y %d archivos a %s",
                manifest.topics().size(),
                manifest.records(),
                manifest.objects().size(),
                to));
    }
}
