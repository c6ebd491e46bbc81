/**
 * HTTP of the services: the check of access tokens and roles, the checks of requests and bodies, and problem documents
 * (RFC 9457).
 */
@NullMarked
package io.livemarket.kit.web;

import org.jspecify.annotations.NullMarked;
