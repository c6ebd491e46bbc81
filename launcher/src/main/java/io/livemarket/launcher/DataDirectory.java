package io.livemarket.launcher;

import io.livemarket.embedded.Folders;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The directory of everything that a system keeps. A lock on a file ensures that one system at a time uses the
 * directory.
 */
final class DataDirectory {

    private static final String MARKER = ".livemarket";
    private static final long MEGABYTE = 1024 * 1024;
    private static final long FULL_BELOW_MEGABYTES = 20;

    private final Path path;

    DataDirectory(Path path) {
        this.path = path.toAbsolutePath().normalize();
    }

    /** {@code data} in the project, whatever the working directory is. */
    static Path defaultPath() {
        return Path.of(System.getProperty("livemarket.root", ""))
                .toAbsolutePath()
                .resolve("data");
    }

    Path path() {
        return path;
    }

    Path kafka() {
        return path.resolve("kafka");
    }

    Path s3() {
        return path.resolve("s3");
    }

    /** Snapshots of the embedded store. */
    Path store() {
        return path.resolve("store");
    }

    /** The folder of the services' local data, with a folder for each copy, such as {@code chat-1}. */
    Path services() {
        return path.resolve("services");
    }

    /** The folder of the mails of a system without a mail server. */
    Path mail() {
        return path.resolve("mail");
    }

    Path logs() {
        return path.resolve("logs");
    }

    Path secrets() {
        return path.resolve("secrets");
    }

    /** The file with name and pid of each process, for the load generator. */
    Path processesFile() {
        return path.resolve("run").resolve("processes.json");
    }

    /** The file with the {@link RunningSystem}, for the launcher's other commands. */
    Path systemFile() {
        return path.resolve("run").resolve("system.json");
    }

    /**
     * Makes the directory.
     *
     * @throws LaunchRefused when the directory cannot be written, holds files that are not a system's, or its disk has
     *     less than this many megabytes free
     */
    void prepare(long minimumFreeMegabytes) throws LaunchRefused {
        try {
            Files.createDirectories(path);
            if (!isOurs() && !isEmpty()) {
                throw new LaunchRefused(Bilingual.of(
                        "%s holds something else; choose another place with --data.",
                        "%s contiene otra cosa; elija otro lugar con --data.", path));
            }
            long free = Files.getFileStore(path).getUsableSpace() / MEGABYTE;
            if (free < minimumFreeMegabytes) {
                throw new LaunchRefused(Bilingual.of(
                        "The disk is full: %s has %d MB left and %d MB are needed; choose another place with --data.",
                        "El disco está lleno: en %s quedan %d MB y se necesitan %d MB; elija otro lugar con --data.",
                        path,
                        free,
                        minimumFreeMegabytes));
            }
            Files.write(path.resolve(MARKER), List.of("Data of LiveMarket Chat; ./livemarket reset deletes it."));
            for (Path folder : List.of(path.resolve("run"), logs())) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new LaunchRefused(
                    Bilingual.of("Cannot write to %s: %s", "No se puede escribir en %s: %s", path, e.getMessage()));
        }
    }

    /**
     * Takes the lock that marks the directory as one of a running system; empty when another process holds the lock.
     */
    Optional<FileLock> lock() throws IOException {
        Files.createDirectories(path.resolve("run"));
        FileChannel channel = FileChannel.open(
                path.resolve("run").resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
            }
            return Optional.ofNullable(lock);
        } catch (OverlappingFileLockException e) {
            channel.close();
            return Optional.empty();
        }
    }

    /**
     * Takes the lock and holds it until the returned channel is closed.
     *
     * @throws LaunchRefused when a system runs on this directory
     */
    Channel held() throws IOException, LaunchRefused {
        return lock().orElseThrow(() -> new LaunchRefused(Bilingual.of(
                        "A system is running on %s; stop it first with: ./livemarket down",
                        "Hay un sistema en marcha sobre %s; deténgalo antes con: ./livemarket down", path)))
                .acquiredBy();
    }

    /** Whether a system runs on this directory now. */
    boolean isInUse() throws IOException {
        if (!isOurs()) {
            return false;
        }
        Optional<FileLock> lock = lock();
        if (lock.isEmpty()) {
            return true;
        }
        lock.get().acquiredBy().close();
        return false;
    }

    /** Whether the disk has too little room left for the parts to run. */
    boolean isFull() {
        try {
            return Files.getFileStore(path).getUsableSpace() / MEGABYTE < FULL_BELOW_MEGABYTES;
        } catch (IOException e) {
            return false;
        }
    }

    boolean isOurs() {
        return Files.exists(path.resolve(MARKER));
    }

    /** Deletes everything in the directory, and the directory. */
    void delete() throws IOException {
        Folders.delete(path);
    }

    private boolean isEmpty() throws IOException {
        try (Stream<Path> entries = Files.list(path)) {
            return entries.findAny().isEmpty();
        }
    }
}
