/** This instance's views in memory: accounts, signing keys and suspensions, built from their topics. */
@NullMarked
package io.livemarket.auth.view;

import org.jspecify.annotations.NullMarked;
