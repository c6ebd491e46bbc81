package io.livemarket.file.config;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where files are stored, under {@code livemarket.s3}; {@code file-service.yml} documents each beside its default.
 *
 * @param endpoint address of any S3; empty for AWS's own in the region
 * @param region region of the bucket, such as {@code eu-west-1}; any for a server of one's own
 * @param bucket name of the bucket, this installation's alone unless each has a prefix; made with the first upload when
 *     it is missing
 * @param prefix of the names of all objects, such as {@code shop/}; empty for none. Changing it loses the files that
 *     are stored
 * @param accessKey name of the user at the store; empty for the SDK's chain: environment, profile, the role of the
 *     machine
 * @param secretKey secret of the access key
 * @param pathStyle whether the bucket is part of the path and not of the host
 * @param connectTimeout for a connection to the store
 * @param timeout for each read of an answer
 * @param putTimeout for all of storing a file, attempts included
 */
@Validated
@ConfigurationProperties("livemarket.s3")
public record S3Properties(
        URI endpoint,
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

    /** Without the secret. */
    @Override
    public String toString() {
        return "S3Properties[" + endpoint + ", " + bucket + "]";
    }
}
