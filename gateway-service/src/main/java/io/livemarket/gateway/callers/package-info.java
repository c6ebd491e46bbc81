/**
 * Authentication of callers: their addresses, the check of their access tokens, and the suspensions, ended sessions,
 * deleted accounts and revoked roles that make tokens invalid before they expire, in memory alone.
 */
@NullMarked
package io.livemarket.gateway.callers;

import org.jspecify.annotations.NullMarked;
