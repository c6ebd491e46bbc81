package io.livemarket.file.config;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where files are stored, under {@code livemarket.s3}; {@code file-service.yml} documents each beside its default.
 *
 * @param endpoint   of any S3; empty for AWS's own in the region
 * @param accessKey  empty for the SDK's chain: environment, profile, the role of the machine
 * @param pathStyle  whether the bucket is part of the path and not of the host
 * @param timeout    for each read of an answer
 * @param putTimeout for all of storing a file, attempts included
 */
@Validated
@ConfigurationProperties("livemarket.s3")
public record S3Properties(
        URI endpoint,
        @NotBlank String region,
        @NotBlank String bucket,
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
