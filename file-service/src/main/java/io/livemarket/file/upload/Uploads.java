package io.livemarket.file.upload;

import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.events.files.FileCommand.RecordUpload;
import io.livemarket.events.files.FileScan;
import io.livemarket.events.files.ImageFacts;
import io.livemarket.file.config.FileProperties;
import io.livemarket.file.content.FileType;
import io.livemarket.file.content.Images;
import io.livemarket.file.domain.FileName;
import io.livemarket.file.kafka.FileCommands;
import io.livemarket.file.metrics.FileMetrics;
import io.livemarket.file.projection.FileQueries;
import io.livemarket.file.scan.VirusScan;
import io.livemarket.file.storage.ObjectStore;
import io.livemarket.file.storage.Sha256;
import io.livemarket.file.upload.Workspace.TemporaryFile;
import io.livemarket.kit.web.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives uploads: each is written to a temporary file, its type is detected, it is cleaned, scanned, stored, and then
 * recorded by an event. A refused or failed upload leaves no temporary file; an object that was stored and not recorded
 * is removed by {@link OrphanSweep}.
 */
public final class Uploads {

    private static final Logger log = LoggerFactory.getLogger(Uploads.class);
    private static final long RETRY_AFTER_MS = 10_000;

    private final FileProperties properties;
    private final Parts parts;
    private final UploadSlots slots;
    private final Workspace workspace;
    private final FileType types;
    private final Images images;
    private final Clock clock;

    /** The collaborators of an upload. */
    public record Parts(
            ObjectStore store,
            BucketOwner owner,
            FileCommands commands,
            FileQueries queries,
            VirusScan scan,
            FileMetrics metrics) {}

    /** @param folder the folder for temporary files, which only this instance may use */
    public Uploads(FileProperties properties, Parts parts, Path folder, Clock clock) {
        this.properties = properties;
        this.parts = parts;
        this.clock = clock;
        this.slots = new UploadSlots(
                properties.limits().uploadsPerUser(), properties.limits().uploads());
        this.workspace = new Workspace(folder);
        this.types = new FileType(properties.types());
        this.images = new Images(
                properties.limits().imagePixels(),
                properties.limits().thumbnails(),
                properties.limits().thumbnailMemory().toBytes());
    }

    /** A received upload: the client's name, the detected type, and the temporary file with its digest. */
    private record Received(@Nullable String name, String type, Path file, byte[] sha256) {}

    /** A cleaned upload, ready to be stored. */
    private record Ready(Path file, byte[] sha256, @Nullable ImageFacts image, Optional<byte[]> thumbnail) {}

    /**
     * Receives one upload; returns once the file is recorded.
     *
     * @return the file's id
     * @throws ApiException with the code of the refusal
     */
    public UUID receive(UUID owner, HttpServletRequest request) {
        String outcome = "failed";
        try {
            UUID fileId = take(owner, request);
            outcome = null;
            return fileId;
        } catch (ApiException e) {
            outcome = e.code().name().toLowerCase(Locale.ROOT);
            throw e;
        } finally {
            if (outcome != null) {
                parts.metrics().refused(outcome);
            }
        }
    }

    private UUID take(UUID owner, HttpServletRequest request) {
        try (UploadSlots.Slot _ = slots.take(owner);
                TemporaryFile raw = workspace.newFile();
                TemporaryFile clean = workspace.newFile()) {
            requireRoom(owner);
            parts.scan().requireReady();
            Received received = spool(request, raw.path());
            Ready ready = prepare(received, clean.path());
            FileScan scan = parts.scan().of(ready.file());
            return store(owner, received, ready, scan);
        } catch (IOException e) {
            // Errors of the client were thrown as ApiException before: this is a failure of the disk, which is probably
            // full.
            log.error("Upload refused, since the folder for uploads cannot be written: {}", e.toString());
            throw ApiException.retryAfter(ErrorCode.INSUFFICIENT_STORAGE, RETRY_AFTER_MS);
        }
    }

    private void requireRoom(UUID owner) {
        FileQueries.Holding holding = parts.queries().holdingOf(owner);
        if (holding.files() >= properties.limits().filesPerUser()
                || holding.bytes() >= properties.limits().bytesPerUser().toBytes()) {
            throw new ApiException(ErrorCode.FILE_QUOTA_EXCEEDED);
        }
    }

    private Received spool(HttpServletRequest request, Path file) throws IOException {
        try {
            InputStream body = new MinimumRateBody(request.getInputStream(), minimumRate(), System::nanoTime);
            MultipartBody form = MultipartBody.of(request, body);
            UploadedPart part = form.file();
            InputStream in = part.content();
            byte[] head = in.readNBytes(FileType.HEAD);
            if (head.length == 0) {
                throw new ApiException(ErrorCode.FILE_EMPTY);
            }
            String type = types.of(head);
            byte[] sha256 = copy(head, in, file, mostBytes(type));
            form.requireEnd();
            return new Received(part.name(), types.of(type, file), file, sha256);
        } catch (MalformedForm e) {
            throw MultipartBody.broken(e);
        }
    }

    private MinimumRateBody.MinimumRate minimumRate() {
        FileProperties.Limits limits = properties.limits();
        return new MinimumRateBody.MinimumRate(
                limits.uploadTime(), limits.stall(), limits.slowest().toBytes());
    }

    private long mostBytes(String type) {
        return (FileType.isImage(type)
                        ? properties.limits().imageSize()
                        : properties.limits().fileSize())
                .toBytes();
    }

    /**
     * Writes the file while it is received and computes its SHA-256 on the way, so that the file is not read a second
     * time for it.
     *
     * @throws ApiException {@code payload_too_large}
     */
    private static byte[] copy(byte[] head, InputStream in, Path file, long most) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] buffer = head;
            int count = head.length;
            for (long size = count; count > 0; size += count) {
                if (size > most) {
                    throw new ApiException(ErrorCode.PAYLOAD_TOO_LARGE, "At most " + most + " bytes");
                }
                digest.update(buffer, 0, count);
                out.write(buffer, 0, count);
                count = in.readNBytes(buffer, 0, buffer.length);
            }
        }
        return digest.digest();
    }

    private Ready prepare(Received received, Path clean) throws IOException {
        if (FileType.isVideo(received.type())) {
            boolean changed = FileType.clean(received.file());
            return new Ready(
                    received.file(), changed ? Sha256.of(received.file()) : received.sha256(), null, Optional.empty());
        }
        if (!FileType.isImage(received.type())) {
            return new Ready(received.file(), received.sha256(), null, Optional.empty());
        }
        Images.Cleaned cleaned = images.clean(received.type(), received.file(), clean);
        return new Ready(clean, Sha256.of(clean), cleaned.facts(), cleaned.thumbnail());
    }

    private UUID store(UUID owner, Received received, Ready ready, FileScan scan) throws IOException {
        UUID fileId = Ids.next();
        RecordUpload upload = new RecordUpload(
                fileId,
                owner,
                FileName.safe(received.name(), received.type()),
                received.type(),
                Files.size(ready.file()),
                HexFormat.of().formatHex(ready.sha256()),
                ready.image(),
                scan,
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        parts.owner().requireNotOwnedByOther();
        parts.store().put(fileId, ready.file(), ready.sha256());
        ready.thumbnail().ifPresent(image -> parts.store().putThumbnail(fileId, image));
        parts.commands().decide(upload);
        parts.owner().recorded(fileId);
        parts.metrics().taken(scan, upload.size());
        return fileId;
    }
}
