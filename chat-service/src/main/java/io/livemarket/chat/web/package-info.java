/** The REST interface of chat-service: writes are commands whose outcome is awaited, reads come from the read model. */
@NullMarked
package io.livemarket.chat.web;

import org.jspecify.annotations.NullMarked;
