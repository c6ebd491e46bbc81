package io.livemarket.launcher;

import io.livemarket.embedded.Folders;
import io.livemarket.kit.backup.BackupManifest;
import io.livemarket.kit.backup.BackupRefusedException;
import io.livemarket.kit.backup.Restore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code restore}: makes a system's data from a backup, in a directory or a cluster that holds none. A directory gets
 * its topics in one step at the end, so that a restore that was interrupted can be repeated and is never started as a
 * system.
 */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = "Makes a system's data from a backup. · Rehace los datos de un sistema desde una copia.")
final class RestoreCommand implements Callable<Integer> {

    private static final long MINIMUM_FREE_MEGABYTES = 500;
    private static final String UNFINISHED = ".restoring";

    private final Progress progress;

    @Option(
            names = "--from",
            paramLabel = "DIRECTORY",
            required = true,
            description = "The directory of the backup. · El directorio de la copia.")
    private Path from;

    @Option(
            names = "--secrets",
            paramLabel = "DIRECTORY",
            description = "The secrets of the system that was backed up, to be copied to --data."
                    + " · Los secretos del sistema copiado.")
    private @Nullable Path secrets;

    @Option(
            names = "--replication",
            paramLabel = "N",
            description =
                    "With --kafka: copies of each topic (default: the cluster's). · Con --kafka: réplicas de cada tema.")
    private @Nullable Short replication;

    @Option(
            names = "--mongodb",
            paramLabel = "URI",
            defaultValue = "${env:LIVEMARKET_MONGODB_URI}",
            description =
                    "The MongoDB that the restored system will use, to see that it holds no read models of another one."
                            + " · El MongoDB del sistema restaurado.")
    private @Nullable String mongodb;

    @Mixin
    private DataOption data;

    @Mixin
    private BrokerOptions broker;

    RestoreCommand(Progress progress) {
        this.progress = progress;
    }

    @Override
    public Integer call() throws Exception {
        if (mongodb != null && !mongodb.isBlank()) {
            Logs.warningsOnly();
            ReadModels.requireNone(mongodb);
        }
        try {
            if (broker.isCluster()) {
                broker.useCluster(client -> done(restore(client).topics(), broker.address()));
            } else {
                into(data.directory());
            }
            return 0;
        } catch (BackupRefusedException e) {
            throw new LaunchRefused(Bilingual.of("Not restored: %s", "No restaurado: %s", e.getMessage()));
        }
    }

    private Restore restore(Map<String, Object> client) {
        return new Restore(client, from, Optional.ofNullable(replication), progress::print);
    }

    private void into(DataDirectory directory) throws Exception {
        BackupManifest manifest = restore(Map.of()).verified();
        directory.prepare(MINIMUM_FREE_MEGABYTES);
        try (var _ = directory.held()) {
            requireEmpty(directory);
            copySecrets(directory);
            Path kafka = unfinished(directory.kafka());
            Path objects = unfinished(directory.s3());
            restore(Map.of()).objects(manifest, objects);
            BrokerOptions.useEmbedded(
                    kafka, directory.logs(), client -> restore(client).topics());
            if (Files.exists(objects)) {
                Files.move(objects, directory.s3(), StandardCopyOption.ATOMIC_MOVE);
            }
            Files.move(kafka, directory.kafka(), StandardCopyOption.ATOMIC_MOVE);
            done(manifest, directory.path().toString());
        }
    }

    private static void requireEmpty(DataDirectory directory) throws LaunchRefused {
        for (Path folder : List.of(directory.kafka(), directory.s3(), directory.store(), directory.services())) {
            if (Files.exists(folder)) {
                throw new LaunchRefused(Bilingual.of(
                        "%s holds data already; restore into a new directory with --data",
                        "%s ya contiene datos; restaure en un directorio nuevo con --data", directory.path()));
            }
        }
    }

    /**
     * Copies the secrets of the backed-up system: with new secrets auth-service could not decrypt a single account, and
     * would stop.
     */
    private void copySecrets(DataDirectory directory) throws IOException, LaunchRefused {
        if (secrets == null) {
            if (!Files.isDirectory(directory.secrets())) {
                throw new LaunchRefused(Bilingual.of(
                        "The secrets of the system that was backed up are needed: --secrets DIRECTORY",
                        "Hacen falta los secretos del sistema copiado: --secrets DIRECTORIO"));
            }
            return;
        }
        if (!Files.isRegularFile(secrets.resolve("master.key"))) {
            throw new LaunchRefused(Bilingual.of("%s has no master.key", "En %s no hay master.key", secrets));
        }
        Files.createDirectories(directory.secrets());
        MasterKey.restrict(directory.secrets(), "rwx------");
        try (Stream<Path> files = Files.list(secrets)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = directory.secrets().resolve(file.getFileName().toString());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                MasterKey.restrict(copy, "rw-------");
            }
        }
    }

    /**
     * The folder in which a restore makes another one before that is whole; the content that an interrupted restore
     * left is deleted.
     */
    private static Path unfinished(Path folder) throws IOException {
        Path unfinished = folder.resolveSibling(folder.getFileName() + UNFINISHED);
        if (Files.exists(unfinished)) {
            Folders.delete(unfinished);
        }
        return unfinished;
    }

    private void done(BackupManifest manifest, String where) {
        progress.print(Bilingual.of(
                "Restored and compared %d topics with %d records and %d files in %s",
                "Restaurados y comparados %d temas con %d registros y %d archivos en %s",
                manifest.topics().size(),
                manifest.records(),
                manifest.objects().size(),
                where));
    }
}
