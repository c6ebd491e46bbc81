package io.livemarket.file.projection;

import io.livemarket.events.files.FileScan;
import io.livemarket.events.files.ImageFacts;
import java.time.Instant;
import java.util.UUID;

/** A file as it is read. */
public record FileView(
        UUID id,
        UUID ownerId,
        String name,
        String contentType,
        long size,
        String sha256,
        ImageFacts image,
        FileScan scan,
        Instant uploadedAt) {}
