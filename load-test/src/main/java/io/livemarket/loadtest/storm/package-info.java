/** Many users that connect and leave while others write to each other. */
@NullMarked
package io.livemarket.loadtest.storm;

import org.jspecify.annotations.NullMarked;
