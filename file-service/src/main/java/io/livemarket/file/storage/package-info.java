/**
 * The bytes of files, in an S3 bucket. Owns the objects with these keys below the configured prefix:
 *
 * <pre>
 * files/{fileId}                    content of a file
 * thumbnails/{fileId}               thumbnail of an image, JPEG or PNG
 * evidence/{caseId}/{fileId}        copy of a file that is evidence in a case
 * livemarket-installation           marker: id of a file of the installation to which the bucket belongs
 * </pre>
 */
@NullMarked
package io.livemarket.file.storage;

import org.jspecify.annotations.NullMarked;
