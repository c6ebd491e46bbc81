/** Access tokens, refresh tokens, password hashes, the rotation of signing keys, and the roles in tokens. */
@NullMarked
package io.livemarket.auth.tokens;

import org.jspecify.annotations.NullMarked;
