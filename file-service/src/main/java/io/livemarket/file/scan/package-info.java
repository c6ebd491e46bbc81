/** The virus scan of uploads, by a clamd or by none. */
@NullMarked
package io.livemarket.file.scan;

import org.jspecify.annotations.NullMarked;
