package io.livemarket.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * The directory of a snapshot: segment files, each written once, and a manifest that is replaced atomically when every
 * segment that it names is on the disk. An interruption at any point leaves the snapshot before it unchanged.
 */
final class SnapshotFiles {

    private static final String MANIFEST = "manifest";
    private static final String UNFINISHED = "manifest.new";
    private static final String SEGMENT = ".segment";

    private final Path directory;
    private long lastNumber;

    SnapshotFiles(Path directory) {
        this.directory = directory;
    }

    /** The manifest; empty without a snapshot. */
    Optional<SnapshotManifest> readManifest() throws SnapshotUnusable {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(directory.resolve(MANIFEST));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new SnapshotUnusable("its manifest cannot be read: " + e, e);
        }
        if (bytes.length < Integer.BYTES) {
            throw new SnapshotUnusable("its manifest is cut short");
        }
        int length = bytes.length - Integer.BYTES;
        if (ByteBuffer.wrap(bytes).getInt(length) != checksum(ByteBuffer.wrap(bytes, 0, length))) {
            throw new SnapshotUnusable("its manifest has another checksum");
        }
        try {
            return Optional.of(SnapshotManifest.of(Bson.read(Arrays.copyOf(bytes, length))));
        } catch (RuntimeException e) {
            throw new SnapshotUnusable("its manifest is not understood: " + e, e);
        }
    }

    /** Completes a snapshot; every segment that it names must have been written. */
    void writeManifest(SnapshotManifest manifest) throws IOException {
        Files.createDirectories(directory);
        byte[] description = new Bson().write(manifest.describe());
        force(
                directory.resolve(UNFINISHED),
                ByteBuffer.allocate(description.length + Integer.BYTES)
                        .put(description)
                        .putInt(checksum(ByteBuffer.wrap(description)))
                        .flip());
        Files.move(
                directory.resolve(UNFINISHED),
                directory.resolve(MANIFEST),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        forceDirectory();
    }

    SegmentFile writeSegment(List<byte[]> documents) throws IOException {
        Files.createDirectories(directory);
        ByteBuffer content = ByteBuffer.allocate(
                documents.stream().mapToInt(document -> document.length).sum());
        documents.forEach(content::put);
        String name = nextName();
        force(directory.resolve(name), content.flip());
        return new SegmentFile(name, content.limit(), checksum(content.flip()));
    }

    byte[] readSegment(SegmentFile file) throws SnapshotUnusable {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(directory.resolve(file.name()));
        } catch (IOException e) {
            throw new SnapshotUnusable("its file " + file.name() + " cannot be read: " + e, e);
        }
        if (bytes.length != file.length() || checksum(ByteBuffer.wrap(bytes)) != file.checksum()) {
            throw new SnapshotUnusable("its file " + file.name() + " has another checksum");
        }
        return bytes;
    }

    /** Deletes the files that no manifest names any more. */
    void deleteAllBut(Set<String> kept) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(SEGMENT) && !kept.contains(name)) {
                    Files.delete(file);
                }
            }
        }
    }

    private String nextName() throws IOException {
        if (lastNumber == 0) {
            try (Stream<Path> files = Files.list(directory)) {
                lastNumber = files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(SEGMENT))
                        .mapToLong(name -> Long.parseLong(name.substring(0, name.length() - SEGMENT.length())))
                        .max()
                        .orElse(0);
            }
        }
        return "%08d%s".formatted(++lastNumber, SEGMENT);
    }

    private static void force(Path file, ByteBuffer bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /**
     * Forces the directory, so that the new name is on the disk too; where a directory cannot be opened, as on Windows,
     * that is left to the system.
     */
    private void forceDirectory() throws IOException {
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
