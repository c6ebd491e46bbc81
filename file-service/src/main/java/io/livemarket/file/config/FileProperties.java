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
 * @param urlKey what addresses are signed with: base64 of at least 32 bytes, the same for every instance
 * @param acceptedUrlKeys further keys with which addresses may be signed: the next one before it signs, and the one
 *     before; none by default
 * @param urlLife how long an address is good at most, 1 s to a day; a fifth of it at least
 * @param unsentKept how long a file may wait for its message
 * @param collectEvery how often to look for files that waited too long
 * @param orphansKept how old an object of no file must be to be removed
 * @param sweepEvery how often to look for objects of no file
 * @param sweepLimit how many files' objects are removed each time at most
 * @param commandTimeout after this a write is answered {@code unavailable}
 * @param types what is taken, as media types by content
 * @param connectionBuffer of each connection, one to read into and one to write from
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
     * @param uploads uploads of everybody at the same time, on this instance
     * @param uploadTime an upload takes no longer
     * @param stall an upload of which nothing comes for so long has stalled
     * @param slowest bytes a second that an upload brings on average, once {@code stall} is over
     * @param thumbnailMemory bytes of pictures that decoders hold outside of the heap at the same time
     * @param thumbnails thumbnails made at the same time: what bounds the memory they take
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
     * @param life how long they are kept after their case is closed, at most 10 years
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
     * @param address {@code host:port} of a clamd; empty for none, and files are then {@code unscanned}
     * @param timeout for the connection, and for each answer
     */
    public record Clamd(
            @DefaultValue("") String address, @NotNull Duration timeout) {}

    /** Names no key. */
    @Override
    public String toString() {
        return "FileProperties[urlLife=" + urlLife + "]";
    }
}
