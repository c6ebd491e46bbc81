/** The sealing of credentials: the master keys, and the vault that derives keys from them. */
@NullMarked
package io.livemarket.auth.crypto;

import org.jspecify.annotations.NullMarked;
