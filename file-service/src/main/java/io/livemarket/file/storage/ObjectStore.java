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
 * The bytes of files, in a bucket of any S3. A store that is away is {@code unavailable} to the caller within the
 * configured times and never an empty answer. Nothing is held in memory whole but thumbnails.
 */
public final class ObjectStore implements AutoCloseable {

    /** What is kept of a file. */
    public enum Variant {
        CONTENT("files/"),
        THUMBNAIL("thumbnails/");

        private final String folder;

        Variant(String folder) {
            this.folder = folder;
        }
    }

    private static final Logger log = LoggerFactory.getLogger(ObjectStore.class);
    /** The marker: a text that is the id of a file of the installation. No variant's folder. */
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
                // What is stored says its SHA-256, which is known by then; the SDK is to compute no other.
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
     * The key of a case's copy of a file; outside the folders of variants, so that the deletion of the file and the
     * sweep keep it.
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
     * @param sha256 of them; the store takes nothing else
     * @throws ApiException {@code unavailable}
     */
    public void put(UUID fileId, Path file, byte[] sha256) {
        storing(key(Variant.CONTENT, fileId), sha256, RequestBody.fromFile(file));
    }

    /** Stores a thumbnail, as {@link #put}. */
    public void putThumbnail(UUID fileId, byte[] image) {
        storing(key(Variant.THUMBNAIL, fileId), Sha256.of(image), RequestBody.fromBytes(image));
    }

    /**
     * A bucket that is missing is made: on a new S3 there is none. It is looked for before the bytes are sent, because
     * a store that refuses a large body closes the connection over it, and what is heard then is a broken pipe and no
     * reason.
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
            throw away(e);
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
            log.info("The bucket {} was missing and is made", bucket);
        } catch (BucketAlreadyOwnedByYouException | BucketAlreadyExistsException e) {
            log.debug("Another upload made the bucket");
        }
    }

    /**
     * What is to be read of an object; the caller closes it.
     *
     * @param from first byte
     * @param length how many, at least one
     * @throws ApiException {@code file_not_found} or {@code unavailable}
     */
    public InputStream read(UUID fileId, Variant variant, long from, long length) {
        return opened(key(variant, fileId), from, length);
    }

    /** A whole object, as {@link #read(UUID, Variant, long, long)}. */
    public InputStream read(UUID fileId, Variant variant) {
        return opened(GetObjectRequest.builder()
                .bucket(bucket)
                .key(key(variant, fileId))
                .build());
    }

    /** Some bytes of a case's copy of a file, as {@link #read(UUID, Variant, long, long)}. */
    public InputStream readCopy(UUID caseId, UUID fileId, long from, long length) {
        return opened(copyKey(caseId, fileId), from, length);
    }

    /**
     * The bytes of a file; empty where there is none.
     *
     * @throws SdkException when the store is away
     */
    public OptionalLong sizeOf(UUID fileId) {
        return size(key(Variant.CONTENT, fileId));
    }

    /** The bytes of a case's copy of a file, as {@link #sizeOf}. */
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
     * @throws SdkException when the store is away, or there is no such file any more
     */
    public void copy(UUID caseId, UUID fileId) {
        s3.copyObject(copy -> copy.sourceBucket(bucket)
                .sourceKey(key(Variant.CONTENT, fileId))
                .destinationBucket(bucket)
                .destinationKey(copyKey(caseId, fileId))
                .overrideConfiguration(call -> call.apiCallTimeout(putTimeout)));
    }

    /**
     * Removes a case's copy of a file; fine when there is none.
     *
     * @throws SdkException when the store is away
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
            throw away(e);
        }
    }

    /**
     * Removes everything of a file; fine when there is nothing.
     *
     * @throws SdkException when the store is away
     */
    public void remove(UUID fileId) {
        for (Variant variant : Variant.values()) {
            delete(key(variant, fileId));
        }
    }

    /**
     * Lists the files of which something was stored before a time, page by page; a file with a thumbnail is in two of
     * them.
     *
     * @throws SdkException when the store is away
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
     * The file that the marker names; empty where there is no marker. A marker without an id, which this version does
     * not write, is another installation's, as a marker with the id of no file is.
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
            throw away(e);
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

    /** Whether the store answers. */
    public boolean isThere() {
        try {
            s3.headBucket(head -> head.bucket(bucket));
            return true;
        } catch (NoSuchBucketException e) {
            return true;
        } catch (SdkException e) {
            return false;
        }
    }

    private static ApiException away(SdkException e) {
        log.warn(
                "The object store did not do it: {}",
                e instanceof S3Exception answered ? "status " + answered.statusCode() : e.getMessage());
        return ApiException.retryAfter(ErrorCode.UNAVAILABLE, RETRY_AFTER_MS);
    }

    @Override
    public void close() {
        s3.close();
        http.close();
    }

    /** Who stops reading half way must not wait for the other half. */
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
