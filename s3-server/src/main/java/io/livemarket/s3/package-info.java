/** The embedded S3 server: s3proxy on a folder, in a JVM of its own, with its own class path. */
@NullMarked
package io.livemarket.s3;

import org.jspecify.annotations.NullMarked;
