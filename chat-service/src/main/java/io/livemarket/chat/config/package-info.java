/** The settings of chat-service, and the beans that connect its parts. */
@NullMarked
package io.livemarket.chat.config;

import org.jspecify.annotations.NullMarked;
