/** The contract of auth-service: accounts and public profiles, ended sessions, and roles that operators grant. */
@NullMarked
package io.livemarket.events.users;

import org.jspecify.annotations.NullMarked;
