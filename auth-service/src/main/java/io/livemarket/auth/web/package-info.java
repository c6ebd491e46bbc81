/** The REST interface: registration, log-in, sessions, profiles, mails with links, roles, and the public keys. */
@NullMarked
package io.livemarket.auth.web;

import org.jspecify.annotations.NullMarked;
