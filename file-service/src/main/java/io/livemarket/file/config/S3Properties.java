package io.livemarket.file.config;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The object store of files, under {@code livemarket.s3}; {@code file-service.yml} documents each beside its default.
 *
 * @param endpoint the address of the S3; empty for AWS in the region
 * @param region the region of the bucket, such as {@code eu-west-1}; any value for a self-hosted server
 * @param bucket the name of the bucket, which no other installation uses unless each has a prefix; a missing bucket is
 *     created with the first upload
 * @param prefix the prefix of all object keys, such as {@code shop/}; empty for none. After a change, stored files are
 *     no longer found
 * @param accessKey the access key id; empty for the SDK's default chain: environment, profile, the role of the machine
 * @param secretKey the secret of the access key
 * @param pathStyle whether the bucket's name is in the path instead of the host
 * @param connectTimeout the timeout of a connection to the store
 * @param timeout the timeout of each read of a response
 * @param putTimeout the timeout of storing a file, retries included
 */
@Validated
@ConfigurationProperties("livemarket.s3")
public record S3Properties(
        @Nullable URI endpoint,
        @NotBlank String region,
        @NotBlank String bucket,

        @DefaultValue("") @Pattern(regexp = "([A-Za-z0-9._-]+/)*")
        String prefix,

        @DefaultValue("") String accessKey,
        @DefaultValue("") String secretKey,
        boolean pathStyle,
        @NotNull Duration connectTimeout,
        @NotNull Duration timeout,
        @NotNull Duration putTimeout) {

    /** Omits the keys. */
    @Override
    public String toString() {
        return "S3Properties[" + endpoint + ", " + bucket + "]";
    }
}
