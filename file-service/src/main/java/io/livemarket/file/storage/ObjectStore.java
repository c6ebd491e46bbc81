package io.livemarket.file.storage;

import io.livemarket.events.Ids;
import io.livemarket.events.errors.ErrorCode;
import io.livemarket.file.config.S3Properties;
import io.livemarket.kit.web.ApiException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyExistsException;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The bytes of files in an S3 bucket. An outage of the store is answered {@code unavailable} within the configured
 * timeouts, and never as an absent file. Only thumbnails are held in memory completely.
 */
public final class ObjectStore implements AutoCloseable {

    /** The objects of a file. */
    public enum Variant {
        CONTENT("files/"),
        THUMBNAIL("thumbnails/");

        private final String folder;

        Variant(String folder) {
            this.folder = folder;
        }
    }

    private static final Logger log = LoggerFactory.getLogger(ObjectStore.class);
    /**
     * The name of the marker object, whose text is the id of a file of the installation. It is outside of the variants'
     * folders.
     */
    private static final String MARKER = "livemarket-installation";

    private static final UUID NO_FILE = new UUID(0, 0);
    private static final int NOT_FOUND = 404;
    private static final long RETRY_AFTER_MS = 1_000;

    private final S3Client s3;
    private final SdkHttpClient http;
    private final String bucket;
    private final String prefix;
    private final Duration putTimeout;
    private volatile boolean bucketSeen;

    public ObjectStore(S3Properties properties) {
        this.bucket = properties.bucket();
        this.prefix = properties.prefix();
        this.putTimeout = properties.putTimeout();
        this.http = new BulkHttpClient(properties.connectTimeout(), properties.timeout());
        var builder = S3Client.builder()
                .region(Region.of(properties.region()))
                .credentialsProvider(credentials(properties))
                .forcePathStyle(properties.pathStyle())
                // Every stored object has its SHA-256 in the request, so that the SDK need not compute a checksum.
                .putAuthScheme(new ChecksummedBodies())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(config -> config.retryStrategy(RetryMode.STANDARD))
                .httpClient(http);
        if (properties.endpoint() != null && !properties.endpoint().toString().isBlank()) {
            builder.endpointOverride(properties.endpoint());
        }
        this.s3 = builder.build();
    }

    private static AwsCredentialsProvider credentials(S3Properties properties) {
        return properties.accessKey().isBlank()
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(properties.accessKey(), properties.secretKey()));
    }

    /**
     * The key of a case's copy of a file. It is outside of the variants' folders, so that the deletion of the file and
     * the sweep keep the copy.
     */
    private String copyKey(UUID caseId, UUID fileId) {
        return prefix + "evidence/" + caseId + '/' + fileId;
    }

    private String key(Variant variant, UUID fileId) {
        return prefix + variant.folder + fileId;
    }

    /**
     * Stores a file's bytes.
     *
     * @param sha256 the digest of the bytes; the store refuses bytes with another one
     * @throws ApiException {@code unavailable}
     */
    public void put(UUID fileId, Path file, byte[] sha256) {
        storing(key(Variant.CONTENT, fileId), sha256, RequestBody.fromFile(file));
    }

    /**
     * Stores a file's thumbnail.
     *
     * @throws ApiException {@code unavailable}
     */
    public void putThumbnail(UUID fileId, byte[] image) {
        storing(key(Variant.THUMBNAIL, fileId), Sha256.of(image), RequestBody.fromBytes(image));
    }

    /**
     * Stores an object, and creates a missing bucket: a new S3 has none. The bucket is looked for before the bytes are
     * sent, because a store that refuses a large body closes the connection, and the client then sees a broken pipe
     * instead of the reason.
     */
    private void storing(String key, byte[] sha256, RequestBody body) {
        try {
            if (!bucketSeen) {
                requireBucket();
            }
            s3.putObject(
                    put -> put.bucket(bucket)
                            .key(key)
                            .checksumSHA256(Base64.getEncoder().encodeToString(sha256))
                            .overrideConfiguration(call -> call.apiCallTimeout(putTimeout)),
                    body);
        } catch (SdkException e) {
            bucketSeen = false;
            throw unavailable(e);
        }
    }

    private void requireBucket() {
        try {
            s3.headBucket(head -> head.bucket(bucket));
        } catch (S3Exception e) {
            if (e.statusCode() != NOT_FOUND) {
                throw e;
            }
            makeBucket();
        }
        bucketSeen = true;
    }

    private void makeBucket() {
        try {
            s3.createBucket(create -> create.bucket(bucket));
            log.info("Missing bucket created: {}", bucket);
        } catch (BucketAlreadyOwnedByYouException | BucketAlreadyExistsException e) {
            log.debug("Bucket created by another upload");
        }
    }

    /**
     * A range of an object's bytes; the caller closes the stream.
     *
     * @param from the first byte, from 0
     * @param length the number of bytes, at least one
     * @throws ApiException {@code file_not_found} or {@code unavailable}
     */
    public InputStream read(UUID fileId, Variant variant, long from, long length) {
        return opened(key(variant, fileId), from, length);
    }

    /**
     * All bytes of an object; the caller closes the stream.
     *
     * @throws ApiException {@code file_not_found} or {@code unavailable}
     */
    public InputStream read(UUID fileId, Variant variant) {
        return opened(GetObjectRequest.builder()
                .bucket(bucket)
                .key(key(variant, fileId))
                .build());
    }

    /**
     * A range of the bytes of a case's copy of a file; the caller closes the stream.
     *
     * @throws ApiException {@code file_not_found} or {@code unavailable}
     */
    public InputStream readCopy(UUID caseId, UUID fileId, long from, long length) {
        return opened(copyKey(caseId, fileId), from, length);
    }

    /**
     * The size of a file in bytes; empty for a missing file.
     *
     * @throws SdkException when the store is unavailable
     */
    public OptionalLong sizeOf(UUID fileId) {
        return size(key(Variant.CONTENT, fileId));
    }

    /**
     * The size of a case's copy of a file in bytes; empty for a missing copy.
     *
     * @throws SdkException when the store is unavailable
     */
    public OptionalLong sizeOfCopy(UUID caseId, UUID fileId) {
        return size(copyKey(caseId, fileId));
    }

    private OptionalLong size(String key) {
        try {
            return OptionalLong.of(
                    s3.headObject(head -> head.bucket(bucket).key(key)).contentLength());
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND) {
                return OptionalLong.empty();
            }
            throw e;
        }
    }

    /**
     * Copies a file for a case, within the store.
     *
     * @throws SdkException when the store is unavailable, or the file is missing
     */
    public void copy(UUID caseId, UUID fileId) {
        s3.copyObject(copy -> copy.sourceBucket(bucket)
                .sourceKey(key(Variant.CONTENT, fileId))
                .destinationBucket(bucket)
                .destinationKey(copyKey(caseId, fileId))
                .overrideConfiguration(call -> call.apiCallTimeout(putTimeout)));
    }

    /**
     * Removes a case's copy of a file; a missing copy is no error.
     *
     * @throws SdkException when the store is unavailable
     */
    public void removeCopy(UUID caseId, UUID fileId) {
        delete(copyKey(caseId, fileId));
    }

    private void delete(String key) {
        try {
            s3.deleteObject(delete -> delete.bucket(bucket).key(key));
        } catch (S3Exception e) {
            if (e.statusCode() != NOT_FOUND) {
                throw e;
            }
        }
    }

    private InputStream opened(String key, long from, long length) {
        return opened(GetObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .range("bytes=%d-%d".formatted(from, from + length - 1))
                .build());
    }

    private InputStream opened(GetObjectRequest request) {
        try {
            return new AbortedUnlessRead(s3.getObject(request));
        } catch (NoSuchKeyException | NoSuchBucketException e) {
            throw new ApiException(ErrorCode.FILE_NOT_FOUND);
        } catch (SdkException e) {
            throw unavailable(e);
        }
    }

    /**
     * Removes all objects of a file; a missing object is no error.
     *
     * @throws SdkException when the store is unavailable
     */
    public void remove(UUID fileId) {
        for (Variant variant : Variant.values()) {
            delete(key(variant, fileId));
        }
    }

    /**
     * Lists the files with an object that was stored before a time, page by page. A file with a thumbnail is listed
     * twice.
     *
     * @throws SdkException when the store is unavailable
     */
    public void listStoredBefore(Instant time, Consumer<List<UUID>> page) {
        for (Variant variant : Variant.values()) {
            String folder = prefix + variant.folder;
            try {
                s3.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(folder))
                        .forEach(listed -> page.accept(listed.contents().stream()
                                .filter(object -> object.lastModified().isBefore(time))
                                .flatMap(object -> Ids.parse(object.key().substring(folder.length())).stream())
                                .toList()));
            } catch (NoSuchBucketException e) {
                return;
            }
        }
    }

    /**
     * The file that the marker names; empty without a marker. A marker without a valid id, which this version never
     * writes, counts as one of another installation, as does a marker with the id of an unknown file.
     *
     * @throws ApiException {@code unavailable}
     */
    public Optional<UUID> marker() {
        try {
            return Optional.of(Ids.parse(
                            s3.getObjectAsBytes(get -> get.bucket(bucket).key(prefix + MARKER))
                                    .asUtf8String()
                                    .strip())
                    .orElse(NO_FILE));
        } catch (NoSuchKeyException | NoSuchBucketException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw unavailable(e);
        }
    }

    /**
     * Writes the marker.
     *
     * @throws ApiException {@code unavailable}
     */
    public void mark(UUID fileId) {
        byte[] text = fileId.toString().getBytes(StandardCharsets.US_ASCII);
        storing(prefix + MARKER, Sha256.of(text), RequestBody.fromBytes(text));
    }

    /** Whether the store responds, with or without the bucket. */
    public boolean isAvailable() {
        try {
            s3.headBucket(head -> head.bucket(bucket));
            return true;
        } catch (NoSuchBucketException e) {
            return true;
        } catch (SdkException e) {
            return false;
        }
    }

    private static ApiException unavailable(SdkException e) {
        log.warn(
                "Object store request failed, answered as unavailable: {}",
                e instanceof S3Exception answered ? "status " + answered.statusCode() : e.getMessage());
        return ApiException.retryAfter(ErrorCode.UNAVAILABLE, RETRY_AFTER_MS);
    }

    @Override
    public void close() {
        s3.close();
        http.close();
    }

    /**
     * A response whose connection is aborted if it is closed before its end, so that closing does not read the
     * remaining bytes.
     */
    private static final class AbortedUnlessRead extends java.io.FilterInputStream {

        private final ResponseInputStream<GetObjectResponse> response;
        private boolean ended;

        AbortedUnlessRead(ResponseInputStream<GetObjectResponse> response) {
            super(response);
            this.response = response;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            ended |= count < 0;
            return count;
        }

        @Override
        public void close() throws IOException {
            if (ended) {
                super.close();
            } else {
                response.abort();
            }
        }
    }
}
