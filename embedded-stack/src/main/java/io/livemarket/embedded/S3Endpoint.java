package io.livemarket.embedded;

import java.net.URI;

/**
 * An S3 server that runs.
 *
 * @param uri where it listens
 * @param credentials of a user that may do everything
 */
public record S3Endpoint(URI uri, S3Credentials credentials) {}
