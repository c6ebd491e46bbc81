/**
 * Sending mail: one {@link io.livemarket.kit.mail.Mailer} with an implementation for SMTP and one for files. Off unless
 * {@code livemarket.mail.transport} is set. A service that uses it names {@code angus-mail} among its dependencies.
 */
@NullMarked
package io.livemarket.kit.mail;

import org.jspecify.annotations.NullMarked;
