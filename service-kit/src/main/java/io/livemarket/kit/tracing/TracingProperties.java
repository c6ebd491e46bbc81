package io.livemarket.kit.tracing;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The share of traced requests.
 *
 * @param probability the share of clients' events and requests that leave a trace, 0 to 1; 0 turns tracing off. All
 *     services need an equal value
 */
@Validated
@ConfigurationProperties(TracingProperties.PREFIX)
public record TracingProperties(
        @Min(0) @Max(1) @DefaultValue("0") double probability) {

    static final String PREFIX = "livemarket.tracing";
}
