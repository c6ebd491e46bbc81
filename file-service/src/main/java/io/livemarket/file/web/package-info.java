/** The REST interface of file-service, the signed addresses of files, and the checks of the right to read a file. */
@NullMarked
package io.livemarket.file.web;

import org.jspecify.annotations.NullMarked;
