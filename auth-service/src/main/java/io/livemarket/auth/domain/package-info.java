/**
 * The rules of accounts, refresh tokens and signing keys: pure functions from state and command to decision. Depends on
 * nothing but the JDK and {@code io.livemarket.events}.
 */
package io.livemarket.auth.domain;
