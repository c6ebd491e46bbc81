package io.livemarket.kit.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livemarket.kit.backup.BackupManifest.FileCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The paths that a manifest may name, and the folders that a backup is read from and written to. */
class FoldersTest {

    @TempDir
    private Path folder;

    @Test
    void aFolderCanBeNamedFromTheWorkingDirectory() {
        Path file = Path.of("").toAbsolutePath().resolve("objects/a");
        assertThat(Folders.within(Path.of("."), "objects/a")).isEqualTo(file);
        assertThat(Folders.within(Path.of(""), "objects/a")).isEqualTo(file);
        assertThat(Folders.within(Path.of("x/.."), "objects/a")).isEqualTo(file);
    }

    @Test
    void aFileOutsideOfTheBackupIsRefused() throws Exception {
        Path backup = Files.createDirectory(folder.resolve("backup"));
        Files.writeString(folder.resolve("secret"), "text");
        assertThatThrownBy(() -> Folders.verify(backup, manifest(folder.resolve("secret"), "../secret")))
                .isInstanceOf(BackupRefusedException.class)
                .hasMessageContaining("outside");
        assertThatThrownBy(() -> Folders.verify(
                        backup,
                        manifest(
                                folder.resolve("secret"),
                                folder.resolve("secret").toString())))
                .isInstanceOf(BackupRefusedException.class)
                .hasMessageContaining("outside");
    }

    /** Each path is of a file in the backup, and would be written beside the folder of the S3 server. */
    @ParameterizedTest
    @ValueSource(
            strings = {"secrets/master.key", "objects/../../backup/secrets/master.key", "objects/../secrets/master.key"
            })
    void anObjectIsNeverRestoredOutsideOfItsFolder(String path) throws Exception {
        Path backup = folder.resolve("backup");
        Path file = backup.resolve("secrets/master.key");
        Files.createDirectories(file.getParent());
        Files.createDirectories(backup.resolve("objects"));
        Files.writeString(file, "text");
        BackupManifest manifest = manifest(file, path);
        assertThatCode(() -> Folders.verify(backup, manifest)).doesNotThrowAnyException();

        Restore restore = new Restore(Map.of(), backup, Optional.empty(), _ -> {});
        assertThatThrownBy(() -> restore.objects(manifest, folder.resolve("data/s3")))
                .isInstanceOf(BackupRefusedException.class)
                .hasMessageContaining("outside");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void theOwnerAloneMayReadABackup() throws Exception {
        Path backup = folder.resolve("backup");
        Folders.makeEmpty(backup);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
                .isEqualTo("rwx------");
    }

    private static BackupManifest manifest(Path file, String path) throws IOException {
        return new BackupManifest(
                BackupManifest.FORMAT,
                Instant.EPOCH,
                "it",
                List.of(),
                List.of(),
                List.of(new FileCopy(path, Files.size(file), Sha256.of(file))));
    }
}
