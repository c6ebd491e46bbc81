/** The settings of file-service, and the beans that connect its parts. */
@NullMarked
package io.livemarket.file.config;

import org.jspecify.annotations.NullMarked;
