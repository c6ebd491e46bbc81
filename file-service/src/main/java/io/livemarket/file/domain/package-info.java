/** The rules of files: pure, without Spring, Kafka or a clock. */
package io.livemarket.file.domain;
