package io.livemarket.embedded;

import java.net.URI;

/**
 * An S3 server that runs.
 *
 * @param uri address of the server
 * @param credentials of a user with every right
 */
public record S3Endpoint(URI uri, S3Credentials credentials) {}
