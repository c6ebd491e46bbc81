/**
 * Commands on their way to a decider: the headers by which a decider answers, and the client that sends a command and
 * waits for its answer.
 */
@NullMarked
package io.livemarket.kit.command;

import org.jspecify.annotations.NullMarked;
