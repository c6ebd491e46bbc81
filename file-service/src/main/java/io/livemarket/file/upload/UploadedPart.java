package io.livemarket.file.upload;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The part of a form with the file, while it is received.
 *
 * @param name the client's name of the file; absent without one
 */
record UploadedPart(@Nullable String name, InputStream content) {}
