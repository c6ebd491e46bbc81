/** What a system does at twice the rate that it can hold, and a picture of it. */
package io.livemarket.loadtest.overload;
