package io.livemarket.file.config;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * file-service's own settings, under {@code livemarket.files}; {@code file-service.yml} documents each beside its
 * default.
 *
 * @param urlKey the key that signs addresses: base64 of at least 32 bytes, identical on every instance
 * @param acceptedUrlKeys further keys whose signatures are accepted: the next key before it signs, and the former key;
 *     none by default
 * @param urlLife the longest validity of a signed address, 1 s to a day; an address is valid for at least a fifth of it
 * @param unsentKept the time after which a file that no message carries is deleted
 * @param collectEvery the interval at which files without a message are looked for
 * @param orphansKept the least age at which an object without a file is removed
 * @param sweepEvery the interval at which objects without a file are looked for
 * @param sweepLimit the most files whose objects one sweep removes
 * @param commandTimeout the longest time that a write waits for its decision before it is answered {@code unavailable}
 * @param types the accepted media types, which are detected by content
 * @param connectionBuffer the size of both buffers of a connection, one for reading and one for writing
 */
@Validated
@ConfigurationProperties("livemarket.files")
public record FileProperties(
        @NotBlank String urlKey,
        @DefaultValue List<String> acceptedUrlKeys,
        @NotNull Duration urlLife,
        @NotNull Duration unsentKept,
        @NotNull Duration collectEvery,
        @NotNull Duration orphansKept,
        @NotNull Duration sweepEvery,
        @Min(1) @Max(100_000) int sweepLimit,
        @NotNull Duration commandTimeout,
        @NotEmpty List<String> types,
        @Valid @NotNull Limits limits,
        @Valid @NotNull Evidence evidence,
        @Valid @NotNull Clamd clamd,
        @NotNull DataSize connectionBuffer) {

    /**
     * @param fileSize bytes of one file
     * @param imageSize bytes of one image
     * @param imagePixels width × height of an image
     * @param filesPerUser files that one user may have
     * @param bytesPerUser bytes that one user may have
     * @param uploadsPerUser uploads of one user at the same time
     * @param uploads uploads of all users at the same time, on this instance
     * @param uploadTime the longest time of an upload
     * @param stall the time without any bytes after which an upload has stalled
     * @param slowest the least average rate of an upload in bytes per second, once {@code stall} is over
     * @param thumbnailMemory bytes of images that decoders hold outside of the heap at the same time
     * @param thumbnails thumbnails that are made at the same time, which bounds their memory
     */
    public record Limits(
            @NotNull DataSize fileSize,
            @NotNull DataSize imageSize,
            @Min(1) long imagePixels,
            @Min(1) @Max(100_000) int filesPerUser,
            @NotNull DataSize bytesPerUser,
            @Min(1) int uploadsPerUser,
            @Min(1) int uploads,
            @NotNull Duration uploadTime,
            @NotNull Duration stall,
            @NotNull DataSize slowest,
            @NotNull DataSize thumbnailMemory,
            @Min(1) @Max(16) int thumbnails) {}

    /**
     * Copies of files that are evidence in reports and flags.
     *
     * @param life the retention of copies after their case is closed, at most 10 years
     * @param filesPerCase files of one report or flag, 1–1,000
     * @param bytesPerCase bytes of one report or flag
     * @param filesPerUser files of all cases about one user, 1–10,000
     * @param bytesPerUser bytes of all cases about one user
     */
    public record Evidence(
            @NotNull @DurationMin(seconds = 0) @DurationMax(days = 3_650)
            Duration life,

            @Min(1) @Max(1_000) int filesPerCase,
            @NotNull DataSize bytesPerCase,
            @Min(1) @Max(10_000) int filesPerUser,
            @NotNull DataSize bytesPerUser) {}

    /**
     * @param address {@code host:port} of a clamd; empty for none, which leaves files {@code unscanned}
     * @param timeout for the connection, and for each answer
     */
    public record Clamd(
            @DefaultValue("") String address, @NotNull Duration timeout) {}

    /** Omits the keys. */
    @Override
    public String toString() {
        return "FileProperties[urlLife=" + urlLife + "]";
    }
}
