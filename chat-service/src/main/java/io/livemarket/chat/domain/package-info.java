/**
 * The decisions on chats: {@link io.livemarket.chat.domain.ChatDecider} decides commands, and
 * {@link io.livemarket.chat.domain.Chat} folds events. Pure: no Spring, no Kafka, no store and no clock.
 */
@NullMarked
package io.livemarket.chat.domain;

import org.jspecify.annotations.NullMarked;
