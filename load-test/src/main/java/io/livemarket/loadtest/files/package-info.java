/** Uploads and downloads of files at the same time, with each content compared. */
@NullMarked
package io.livemarket.loadtest.files;

import org.jspecify.annotations.NullMarked;
