/**
 * The status of an instance for operators, and the dead letters of its service (decision 043). Every path here needs
 * the role {@code operator}.
 */
@NullMarked
package io.livemarket.kit.admin;

import org.jspecify.annotations.NullMarked;
