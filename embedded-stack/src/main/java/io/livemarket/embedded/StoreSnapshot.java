package io.livemarket.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the store's documents into a directory and reads them again. A snapshot shows the store at one moment, while
 * the store continues; of a collection only the changed segments are written.
 */
final class StoreSnapshot {

    private final SnapshotFiles files;
    /** The collections in the last snapshot; absent while they are not known. */
    private @Nullable Set<String> saved;

    StoreSnapshot(Path directory) {
        this.files = new SnapshotFiles(directory);
    }

    /** The content of a snapshot. */
    record Loaded(KeptBackend backend, SnapshotManifest manifest) {}

    /**
     * Reads the snapshot; empty when there is none.
     *
     * @throws SnapshotUnusable when there is one and not all of it can be read
     */
    Optional<Loaded> read() throws SnapshotUnusable {
        Optional<SnapshotManifest> manifest = files.readManifest();
        if (manifest.isEmpty()) {
            return Optional.empty();
        }
        KeptBackend backend = new KeptBackend();
        for (SnapshotManifest.Collection collection : manifest.get().collections()) {
            try {
                backend.database(collection.database())
                        .collection(collection.name())
                        .restore(collection.segments(), read(collection.segments()));
            } catch (RuntimeException e) {
                throw new SnapshotUnusable(collection.fullName() + " is not understood: " + e, e);
            }
        }
        saved = manifest.get().collections().stream()
                .map(SnapshotManifest.Collection::fullName)
                .collect(Collectors.toSet());
        return Optional.of(new Loaded(backend, manifest.get()));
    }

    private List<List<byte[]>> read(List<SegmentFile> segments) throws SnapshotUnusable {
        record Read(List<byte[]> documents, @Nullable SnapshotUnusable failure) {}
        List<Read> read = IntStream.range(0, segments.size())
                .parallel()
                .mapToObj(i -> {
                    try {
                        return new Read(Bson.split(files.readSegment(segments.get(i))), null);
                    } catch (SnapshotUnusable e) {
                        return new Read(List.of(), e);
                    }
                })
                .toList();
        for (Read segment : read) {
            if (segment.failure() != null) {
                throw segment.failure();
            }
        }
        return read.stream().map(Read::documents).toList();
    }

    /**
     * Writes the store's present documents. When that fails, the snapshot before it stays.
     *
     * @param origin names the log that the documents were made from
     * @return false when no document had changed
     */
    boolean write(KeptBackend backend, String origin) throws IOException {
        List<CollectionCut> cuts = backend.cut();
        Instant at = Instant.now();
        Set<String> names =
                cuts.stream().map(cut -> cut.database() + "." + cut.name()).collect(Collectors.toSet());
        if (names.equals(saved) && cuts.stream().allMatch(cut -> cut.changed().isEmpty())) {
            return false;
        }
        boolean written = false;
        try {
            write(cuts, origin, at);
            written = true;
        } finally {
            if (!written) {
                cuts.forEach(CollectionCut::notWritten);
            }
        }
        saved = names;
        return true;
    }

    private void write(List<CollectionCut> cuts, String origin, Instant at) throws IOException {
        List<SnapshotManifest.Collection> collections = new ArrayList<>();
        for (CollectionCut cut : cuts) {
            collections.add(new SnapshotManifest.Collection(cut.database(), cut.name(), write(cut)));
        }
        SnapshotManifest manifest = new SnapshotManifest(origin, at, collections);
        files.writeManifest(manifest);
        for (int i = 0; i < cuts.size(); i++) {
            cuts.get(i).written(collections.get(i).segments());
        }
        files.deleteAllBut(manifest.files());
    }

    private List<SegmentFile> write(CollectionCut cut) throws IOException {
        List<SegmentFile> written = new ArrayList<>();
        for (int segment = 0; segment < cut.segments(); segment++) {
            Optional<SegmentFile> unchanged = cut.unchanged(segment);
            if (unchanged.isPresent()) {
                written.add(unchanged.get());
            } else {
                written.add(files.writeSegment(cut.documents(segment)));
            }
        }
        return written;
    }
}
