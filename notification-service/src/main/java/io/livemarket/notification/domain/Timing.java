package io.livemarket.notification.domain;

import java.time.Duration;

/**
 * How long to wait.
 *
 * @param settle what happens to a chat within this is told at once; who reads within it is told nothing
 * @param recount the same for what only changes the count of what was told already
 * @param pushAfter a message that no device confirmed by then is pushed
 * @param burst messages with shorter pauses than this are one burst, which is pushed once
 */
public record Timing(Duration settle, Duration recount, Duration pushAfter, Duration burst) {}
