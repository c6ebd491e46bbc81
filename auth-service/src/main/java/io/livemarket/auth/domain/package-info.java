/**
 * The rules of accounts, sessions, roles, mails and signing keys: pure functions from state and command to decision.
 * Depends on the JDK and {@code io.livemarket.events} alone.
 */
@NullMarked
package io.livemarket.auth.domain;

import org.jspecify.annotations.NullMarked;
