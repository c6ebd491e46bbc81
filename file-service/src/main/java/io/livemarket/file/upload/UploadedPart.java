package io.livemarket.file.upload;

import java.io.InputStream;

/**
 * The file in a form, while it comes.
 *
 * @param name as the client says, or null
 */
record UploadedPart(String name, InputStream content) {}
