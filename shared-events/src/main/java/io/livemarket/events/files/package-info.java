/** The contract of file-service: events, commands and results of uploaded files. */
@NullMarked
package io.livemarket.events.files;

import org.jspecify.annotations.NullMarked;
