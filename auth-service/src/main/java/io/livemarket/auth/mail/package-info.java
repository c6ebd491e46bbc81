/** The texts of mails about accounts, and the worker that hands mails to the {@link io.livemarket.kit.mail.Mailer}. */
@NullMarked
package io.livemarket.auth.mail;

import org.jspecify.annotations.NullMarked;
